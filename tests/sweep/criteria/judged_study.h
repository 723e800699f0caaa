#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/hdf5/study_index.h"
#include "sweep/study/plan.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::test {

/// The example study with two strategies more, `other` and the bound `oracle`, each of one point,
/// and an index of it in which every run is done and every metric is 1 until it is set. Six seeds,
/// 1 to 6. Points: 0 plain (the baseline), 1 to 4 tuned, 5 other, 6 oracle.
class JudgedStudy {
 public:
  /// `criteria`: lines behind the study; may be empty. `seeds`: other ones.
  explicit JudgedStudy(const std::string& criteria = "",
                       const std::string& seeds = "{first: 1, count: 6}")
      : study(Study::read(io::Document::parse(text(seeds) + criteria, "s.yaml"))),
        plan(Plan::of(study)) {
    index.baseline = "plain";
    for (const StrategyTemplate& one : study.strategies()) index.strategies.push_back(one.name());
    for (const Metric& metric : study.metrics()) index.metrics.push_back(metric.column);
    index.values.assign(index.metrics.size(), std::vector<double>(plan.runs().size(), 1));
    for (std::size_t i = 0; i < plan.points().size(); ++i) {
      const std::string& name = study.strategies()[plan.points()[i].strategy].name();
      index.points.push_back({static_cast<std::int64_t>(i), name, "{}"});
    }
    for (const PlannedRun& run : plan.runs()) {
      io::PlanRow row;
      row.point = run.point.value();
      row.seed = run.seed;
      row.status = io::RunStatus::done;
      index.plan.push_back(row);
    }
  }

  /// Values of a metric at a point, in order of seeds.
  JudgedStudy& set(std::int64_t point, const std::string& metric,
                   const std::vector<double>& values) {
    for (std::size_t m = 0; m < index.metrics.size(); ++m) {
      if (index.metrics[m].name != metric) continue;
      for (std::size_t row = 0, seed = 0; row < index.plan.size(); ++row) {
        if (index.plan[row].point == point) index.values[m][row] = values.at(seed++);
      }
    }
    return *this;
  }

  Study study;
  Plan plan;
  io::StudyIndex index;

 private:
  static std::string text(const std::string& seeds) {
    std::string text = example_with("seeds: [42, 43]", "seeds: " + seeds);
    const std::string more =
        "  - {strategy: other, policies: {scheduling: {policy: sjf}}}\n"
        "  - {strategy: oracle, kind: bound, policies: {scheduling: {policy: sjf}}}\n";
    return text.insert(text.find("search: {method: grid}"), more);
  }
};

}  // namespace servesweep::sweep::test
