#pragma once

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>

#include "sweep/run/run_progress.h"

namespace servesweep::sweep {

/// "[######....] 61 %, 0.1 s left; 102 of 165 runs, 2 failed; 812 runs/s; best …", what matters
/// most first, as narrow terminals cut the rest off; while a search is taken up, "102 runs are
/// there; repeating decision 7 of 25 of the search".
[[nodiscard]] std::string progress_text(const RunProgress& progress);

/// The text as it fits into a line of a terminal without touching its last column: whole clauses,
/// then "; ..", where it is too long.
[[nodiscard]] std::string fitted_line(const std::string& text, std::size_t columns);

/// Tells people how far a study is, on standard error: on a terminal one line that is renewed five
/// times a second, elsewhere a line every 30 s.
class ProgressLine {
 public:
  explicit ProgressLine(std::FILE* out = stderr);
  /// Clears the line of a terminal.
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// Shows it if it is time to.
  void show(const RunProgress& progress);
  /// The same of other work: what it is about, and how far it is.
  void show(const std::string& name, const std::string& text);

 private:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] bool is_due();
  void write(const std::string& name, const std::string& text);

  std::FILE* out_;
  bool is_terminal_;
  bool shown_ = false;
  Clock::time_point next_;
};

}  // namespace servesweep::sweep
