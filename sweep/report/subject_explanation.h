#pragma once

#include <optional>

#include "sweep/cli/explain_view.h"

namespace servesweep::sweep {

struct ReportSubject;

/// Why the strategy that a report looks at closely differs from the baseline: what `servesweep
/// explain` says. Simulated when it is first asked for, as several sections tell parts of it.
class SubjectExplanation {
 public:
  /// Of the same subject each time. LeftOut if there is no strategy, or nothing may be simulated;
  /// Problem as explain(). Not thread-safe.
  [[nodiscard]] const ExplainView& of(const ReportSubject& subject);

 private:
  std::optional<Explanation> explanation_;
  std::optional<ExplainView> view_;  ///< refers to it
};

/// The command that prints the same. LeftOut if there is no strategy.
[[nodiscard]] std::string explain_command(const ReportSubject& subject);

}  // namespace servesweep::sweep
