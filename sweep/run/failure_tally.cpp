#include "sweep/run/failure_tally.h"

#include <fmt/format.h>

namespace servesweep::sweep {

void FailureTally::add(std::int64_t run, const RunFailure& failure) {
  Count& count = counts_[static_cast<std::size_t>(failure.kind)];
  if (count.count++ > 0 && run >= count.run) return;
  count.run = run;
  count.reason = failure.reason;
}

std::size_t FailureTally::total() const {
  std::size_t total = 0;
  for (const Count& count : counts_) total += count.count;
  return total;
}

FailureGroups FailureTally::groups() const {
  FailureGroups groups;
  for (std::size_t i = 0; i < kFailureKinds; ++i) {
    const auto kind = static_cast<FailureKind>(i);
    if (of(kind) == 0) continue;
    groups.add({.kind = name_of(kind), .count = of(kind), .first = first_reason(kind)});
  }
  return groups;
}

std::string FailureTally::text() const {
  if (total() == 0) return "";
  std::string text = fmt::format("{} failed", total());
  for (std::size_t kind = 0; const Count& count : counts_) {
    const char* name = name_of(static_cast<FailureKind>(kind++));
    if (count.count == 0) continue;
    text += fmt::format("{}{} {}", text.find(':') == std::string::npos ? ": " : ", ", count.count,
                        name);
  }
  return text;
}

}  // namespace servesweep::sweep
