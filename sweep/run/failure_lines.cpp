#include "sweep/run/failure_lines.h"

#include <fmt/format.h>

namespace servesweep::sweep {

std::string failure_lines(const FailureTally& failures, const Plan& plan,
                          const std::string& indent) {
  std::string text;
  for (std::size_t i = 0; i < kFailureKinds; ++i) {
    const auto kind = static_cast<FailureKind>(i);
    if (failures.of(kind) == 0) continue;
    const RunId first(static_cast<std::int32_t>(failures.first_run(kind)));
    text += fmt::format("{}{} {}, such as {}: {}\n", indent, failures.of(kind), name_of(kind),
                        plan.label(first), failures.first_reason(kind));
  }
  return text;
}

}  // namespace servesweep::sweep
