#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "io/hdf5/study_index.h"
#include "sweep/statistics/paired_difference.h"
#include "sweep/study/criterion.h"

namespace servesweep::sweep {

/// Metrics of one point on one workload: by name, over the seeds that are done.
using FiguresOfMetrics = std::map<std::string, SeedValues>;

/// Every metric that judging these criteria looks at where a workload has these classes, with the
/// shares of requests served that go with them (served_shares()).
[[nodiscard]] std::set<std::string> judged_metrics(std::span<const Criterion> criteria,
                                                   std::span<const std::string> classes);

/// Figures of an index, of those of `metrics` that it has. Precondition: their columns are loaded.
[[nodiscard]] FiguresOfMetrics figures_of(const io::StudyIndex& index, std::int64_t point,
                                          std::int64_t workload,
                                          const std::set<std::string>& metrics);

}  // namespace servesweep::sweep
