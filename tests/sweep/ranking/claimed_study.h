#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "io/hdf5/study_index.h"
#include "sweep/study/plan.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::test {

/// The example study (baseline `plain`, `tuned` with four points, one workload) with claims, and an
/// index of it in which every run is done and every metric is 1 until it is set.
class ClaimedStudy {
 public:
  /// `search`: its method; `claims`: lines of the list.
  ClaimedStudy(const std::string& search, const std::string& claims)
      : ClaimedStudy(text(search, claims)) {}
  /// Of any study.
  explicit ClaimedStudy(const std::string& study_text)
      : study(Study::read(io::Document::parse(study_text, "s.yaml"))), plan(Plan::of(study)) {
    index.baseline = "plain";
    for (const StrategyTemplate& strategy : study.strategies()) {
      index.strategies.push_back(strategy.name());
    }
    for (const Metric& metric : study.metrics()) index.metrics.push_back(metric.column);
    index.values.assign(index.metrics.size(), std::vector<double>(plan.runs().size(), 1));
    for (std::size_t i = 0; i < plan.points().size(); ++i) {
      index.points.push_back({static_cast<std::int64_t>(i),
                              study.strategies()[plan.points()[i].strategy].name(), "{}"});
    }
    for (const PlannedRun& run : plan.runs()) {
      io::PlanRow row;
      row.point = run.point.value();
      row.workload = static_cast<std::int64_t>(run.workload);
      row.seed = run.seed;
      row.status = io::RunStatus::done;
      index.plan.push_back(row);
    }
  }

  /// Values of a metric at a point, in order of seeds.
  ClaimedStudy& set(std::int64_t point, const std::string& metric,
                    const std::vector<double>& values, std::int64_t workload = 0) {
    for (std::size_t m = 0; m < index.metrics.size(); ++m) {
      if (index.metrics[m].name != metric) continue;
      for (std::size_t row = 0, seed = 0; row < index.plan.size(); ++row) {
        if (index.plan[row].point != point || index.plan[row].workload != workload) continue;
        index.values[m][row] = values.at(seed++);
      }
    }
    return *this;
  }

  Study study;
  Plan plan;
  io::StudyIndex index;

 private:
  static std::string text(const std::string& search, const std::string& claims) {
    std::string text = example_with("seeds: [42, 43]", "seeds: [1, 2, 3]") + "claims:\n" + claims;
    return text.replace(text.find("method: grid"), 12, "method: " + search);
  }
};

}  // namespace servesweep::sweep::test
