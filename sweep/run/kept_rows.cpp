#include "sweep/run/kept_rows.h"

#include <fmt/format.h>

#include "engine/base/problem.h"
#include "io/table/significant_text.h"
#include "sweep/study/make_workload.h"

namespace servesweep::sweep {

namespace {

/// Rows of the points that a search may add.
double rows_of_search(const Study& study, const std::vector<std::size_t>& requests_per_run) {
  double requests = 0;
  for (std::size_t i = 0; i < study.workloads().size(); ++i) {
    requests += static_cast<double>(requests_per_run[i]);
  }
  const std::size_t strategies = study.strategies().size() - 1;
  const std::size_t points = strategies * study.search().points;
  return requests * static_cast<double>(points * study.all_seeds().size());
}

}  // namespace

std::vector<std::size_t> requests_per_run(const Study& study) {
  std::vector<std::size_t> counts;
  for (std::size_t i = 0; i < study.run_workload_count(); ++i) {
    const WorkloadFile& file = study.run_workload(i);
    counts.push_back(make_workload(file, study.seeds().front()).requests.size());
  }
  return counts;
}

void check_kept_rows(const Study& study, const Plan& plan,
                     const std::vector<std::size_t>& requests_per_run, double most_rows) {
  constexpr double kBytesPerRow = 11;  // docs/results-format.md
  if (study.keep_requests().stated) return;
  double rows = 0;
  for (const RunId id : plan.distinct_runs()) {
    const PlannedRun& run = plan.runs()[id.index()];
    if (!plan.is_shortened(run)) rows += static_cast<double>(requests_per_run[run.workload]);
  }
  rows *= static_cast<double>(study.all_seeds().size()) / static_cast<double>(study.seeds().size());
  if (learns(study.search().method)) rows += rows_of_search(study, requests_per_run);
  if (rows <= most_rows) return;
  const auto text = [](double number) { return io::significant_text(number, 2); };
  throw engine::Problem(
      fmt::format("study {}", study.name()),
      fmt::format("{} store about {} million request rows", study.seeds_by_need() ? "may" : "would",
                  text(rows / 1e6)),
      fmt::format("some {} GB; without keep_requests at most {} million are stored",
                  text(rows * kBytesPerRow / 1e9), text(most_rows / 1e6)),
      "set keep_requests to finalists, sample or none, or to all if you want them all");
}

}  // namespace servesweep::sweep
