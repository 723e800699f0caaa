#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sweep/explanation/mechanism.h"
#include "sweep/explanation/seed_decomposition.h"
#include "sweep/statistics/expectation.h"
#include "sweep/statistics/paired_difference.h"
#include "sweep/study/metrics.h"
#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// What must not show an effect if the explanation is right.
struct Control {
  std::string name;           ///< "itself", "idle", "equal classes", "unique prompts"
  std::string setting;        ///< what is simulated, in words
  std::string vanishes;       ///< what must not change there
  bool applies = true;        ///< false: `reason` says why it was not simulated
  PairedDifference change{};  ///< of what must vanish, relative to the baseline's value
  Finding finding = Finding::undecided;
  std::string reason{};  ///< why it may have failed or is undecided; what is left otherwise
};

/// Relative change that counts as none.
inline constexpr double kVanished = 0.02;

struct ControlQuestion {
  const SwitchedStrategy& strategy;
  const WorkloadFile& workload;
  std::span<const std::uint64_t> seeds;
  std::span<const std::string> classes;  ///< of the study
  LatencyCell cell;                      ///< whose difference is explained
  Metric metric;                         ///< the same as a metric of the study
  double confidence = 0.95;
  int threads = 0;  ///< 0 = as many as there are
};

/// Simulates and judges the controls, each by the equivalence test of judge(): `none within 2 %`.
///
/// - itself: the strategy against itself; every part must be exactly 0.
/// - idle: the same requests so far apart that a request has been answered before the next one
/// comes
///   (5 % of the rate, or less: so that 0.05 requests are in the system on average by Little's
///   law); what the queue contributes must vanish.
/// - equal classes: every class with the tier and targets of the first; what scheduling and
///   priority do alone must vanish. Applies if they look at classes: if it makes a difference.
/// - unique prompts: as long, but no two begin alike; what the prefix cache contributes must
/// vanish.
///   Applies to recipes with shared prefixes or conversations.
[[nodiscard]] std::vector<Control> run_controls(const ControlQuestion& question);

}  // namespace servesweep::sweep
