#pragma once

#include <string>
#include <vector>

#include "io/hdf5/study_index.h"
#include "sweep/run/build_index.h"
#include "sweep/run/seed_decision.h"
#include "sweep/study/plan.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::test {

/// The example study (baseline `plain`, `tuned` with four points, one workload, objectives
/// ttft_p99_ms and output_tokens_per_s) with seeds by need, and an index of it in which every run
/// is done and every metric is 100 until it is set.
struct NeedyStudy {
  explicit NeedyStudy(const std::string& seeds, const std::string& search = "method: grid")
      : study(Study::read(io::Document::parse(text(seeds, search), "s.yaml"))),
        plan(Plan::of(study)) {
    index.baseline = "plain";
    index.strategies = {"plain", "tuned"};
    for (const Metric& metric : study.metrics()) index.metrics.push_back(metric.column);
    index.values.resize(index.metrics.size());
    fill();
  }

  /// Rows of the index for what was added to the plan.
  void fill() {
    append_plan(index, study, plan);
    for (io::PlanRow& row : index.plan) row.status = io::RunStatus::done;
    for (std::vector<double>& column : index.values) column.resize(index.plan.size(), 100);
  }

  /// A metric of a point: `mean` ± `spread` by turns, over its seeds on a workload.
  void set(std::int64_t point, const std::string& metric, double mean, double spread,
           std::int64_t workload = 0) {
    for (std::size_t m = 0; m < index.metrics.size(); ++m) {
      if (index.metrics[m].name != metric) continue;
      double sign = 1;
      for (std::size_t row = 0; row < index.plan.size(); ++row) {
        const io::PlanRow& run = index.plan[row];
        if (run.point != point || run.workload != workload) continue;
        index.values[m][row] = mean + spread * sign;
        sign = -sign;
      }
    }
  }

  Study study;
  Plan plan;
  io::StudyIndex index;

 private:
  static std::string text(const std::string& seeds, const std::string& search) {
    std::string text = example_with("seeds: [42, 43]", "seeds: " + seeds);
    return text.replace(text.find("method: grid"), 12, search);
  }
};

}  // namespace servesweep::sweep::test
