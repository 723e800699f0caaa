#pragma once

#include <cstddef>
#include <vector>

#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/plan.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// Further seeds of a point on a workload.
struct SeedBatch {
  PointId point;
  std::size_t workload = 0;    ///< index into Study::workloads()
  std::size_t first_seed = 0;  ///< index in Study::all_seeds(): so many the point has
  std::size_t seeds = 0;

  friend bool operator==(const SeedBatch&, const SeedBatch&) = default;
};

/// One step of replication by need, see SeedsByNeed: who gets further seeds, given all figures so
/// far. It follows from the plan and from exact figures alone, so the list of decisions in a
/// journal is the plan, and whoever continues decides the same.
struct SeedDecision {
  std::vector<SeedBatch> batches;  ///< by point, then workload

  /// The form of the journal: {"seeds":[[point, workload, first, count], …]}.
  [[nodiscard]] io::Value to_value() const;
  /// Problem if it is no such map.
  [[nodiscard]] static SeedDecision read(const io::Document& document);
  [[nodiscard]] static bool is_meant(const io::Document& document);

  friend bool operator==(const SeedDecision&, const SeedDecision&) = default;
};

/// Adds it to the plan; the runs in plan order. Problem if it does not follow on what the plan has
/// (a record of the journal is lost), or wants seeds that the study does not have.
std::vector<RunId> apply_seed_decision(const Study& study, const SeedDecision& decision,
                                       Plan& plan);

}  // namespace servesweep::sweep
