#include "sweep/cli/answer_format.h"

#include <unistd.h>

#include "sweep/cli/colours.h"

namespace servesweep::sweep {

void AnswerFormat::declare(CommandLine& line, const std::string& fallback) {
  line.value("--format", "FORMAT", "table, json, csv or markdown", fallback);
}

AnswerFormat AnswerFormat::of(const CommandLine& line) {
  const std::string given = line.text("format");
  return {given == "text" ? "table" : line.word("format", {"table", "json", "csv", "markdown"}),
          line};
}

AnswerFormat AnswerFormat::of_lines(const CommandLine& line) {
  return line.text("format") == "jsonl" ? AnswerFormat("jsonl", line) : of(line);
}

AnswerFormat::AnswerFormat(std::string word, const CommandLine& line) : word_(std::move(word)) {
  if (word_ == "csv") table_ = io::TableFormat::csv;
  if (word_ == "markdown") table_ = io::TableFormat::markdown;
  if (word_ == "jsonl") table_ = io::TableFormat::json_lines;
  const bool coloured = shows_colours(colours_of(line.text("color")), STDOUT_FILENO);
  if (word_ == "table" && coloured) table_ = io::TableFormat::terminal;
}

}  // namespace servesweep::sweep
