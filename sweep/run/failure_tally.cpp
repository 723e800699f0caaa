#include "sweep/run/failure_tally.h"

#include <fmt/format.h>

namespace servesweep::sweep {

void FailureTally::add(std::int64_t run, const RunFailure& failure) {
  add({.kind = failure.kind, .count = 1, .first_run = run, .first_reason = failure.reason});
}

void FailureTally::add(const FailureCount& others) {
  FailureCount& count = counts_[static_cast<std::size_t>(others.kind)];
  const bool is_first = count.count == 0 || others.first_run < count.first_run;
  count.kind = others.kind;
  count.count += others.count;
  if (!is_first) return;
  count.first_run = others.first_run;
  count.first_reason = others.first_reason;
}

std::size_t FailureTally::total() const {
  std::size_t total = 0;
  for (const FailureCount& count : counts_) total += count.count;
  return total;
}

std::vector<FailureCount> FailureTally::counts() const {
  std::vector<FailureCount> counts;
  for (const FailureCount& count : counts_) {
    if (count.count > 0) counts.push_back(count);
  }
  return counts;
}

std::string FailureTally::text() const {
  if (total() == 0) return "";
  std::string text = fmt::format("{} failed", total());
  for (const FailureCount& count : counts()) {
    text += fmt::format("{}{} {}", text.find(':') == std::string::npos ? ": " : ", ", count.count,
                        name_of(count.kind));
  }
  return text;
}

}  // namespace servesweep::sweep
