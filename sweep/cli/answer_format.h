#pragma once

#include <string>

#include "io/table/table.h"
#include "sweep/cli/command_line.h"

namespace servesweep::sweep {

/// How a verb that lists things answers, the same for all of them: `table` and `markdown` for
/// people; `json`, one document whose list `rows` has an object per row; `csv`, these rows alone,
/// under the same keys. The older words `text` and `jsonl` still stand for `table` and, where there
/// were JSON lines, for them.
class AnswerFormat {
 public:
  /// Declares --format. `fallback`: what a verb does that is told nothing.
  static void declare(CommandLine& line, const std::string& fallback = "table");
  /// Reads it, and --color. Problem if it is another word.
  [[nodiscard]] static AnswerFormat of(const CommandLine& line);
  /// Of a verb that had JSON lines once.
  [[nodiscard]] static AnswerFormat of_lines(const CommandLine& line);

  [[nodiscard]] bool is_json() const { return word_ == "json"; }
  [[nodiscard]] bool is_csv() const { return word_ == "csv"; }
  [[nodiscard]] bool is_json_lines() const { return word_ == "jsonl"; }
  [[nodiscard]] bool is_for_people() const { return word_ == "table" || word_ == "markdown"; }
  [[nodiscard]] const std::string& word() const { return word_; }
  /// How tables are written; text in colours if standard output has them. Precondition: not JSON.
  [[nodiscard]] io::TableFormat table() const { return table_; }

 private:
  AnswerFormat(std::string word, const CommandLine& line);

  std::string word_;
  io::TableFormat table_ = io::TableFormat::text;
};

}  // namespace servesweep::sweep
