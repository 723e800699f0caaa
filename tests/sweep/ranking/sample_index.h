#pragma once

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "sweep/ranking/ranking.h"

namespace servesweep::sweep::test {

inline constexpr double kNotDone = std::numeric_limits<double>::quiet_NaN();
inline constexpr double kFailed = -std::numeric_limits<double>::quiet_NaN();

/// An index of one workload, filled point by point. Metric 0 is a latency, metric 1 a rate.
class SampleIndex {
 public:
  /// One value of each metric per seed 1, 2, …; NaN in the first metric: the run is missing,
  /// or failed if it is negative.
  SampleIndex& point(const std::string& strategy, const std::vector<double>& latencies,
                     const std::vector<double>& rates) {
    const auto id = static_cast<std::int64_t>(index_.points.size());
    index_.points.push_back({.id = id, .strategy = strategy, .parameters = "{}"});
    for (std::size_t seed = 0; seed < latencies.size(); ++seed) {
      io::PlanRow row;
      row.plan_index = static_cast<std::int64_t>(index_.plan.size());
      row.point = id;
      row.workload = workload_;
      row.seed = seed + 1;
      const bool done = latencies[seed] == latencies[seed];
      const bool failed = !done && std::signbit(latencies[seed]);
      row.status = done     ? io::RunStatus::done
                   : failed ? io::RunStatus::failed
                            : io::RunStatus::missing;
      index_.plan.push_back(row);
      index_.values[0].push_back(latencies[seed]);
      index_.values[1].push_back(rates[seed]);
    }
    return *this;
  }

  [[nodiscard]] const io::StudyIndex& index() const { return index_; }

  /// Ranked by latency against "base".
  [[nodiscard]] static RankingQuestion question() {
    RankingQuestion question;
    question.baseline = "base";
    question.workloads = 1;
    question.metrics = {
        {.column = {.name = "latency", .unit = "ms", .description = ""}, .label = "latency"},
        {.column = {.name = "rate", .unit = "1/s", .description = ""},
         .label = "rate",
         .goal = Goal::maximize,
         .position = 1}};
    return question;
  }

 private:
  static io::StudyIndex empty_index() {
    io::StudyIndex index;
    index.values.resize(2);
    return index;
  }

  std::int64_t workload_ = 0;
  io::StudyIndex index_ = empty_index();
};

}  // namespace servesweep::sweep::test
