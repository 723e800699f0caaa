#include "tests/golden_check/check_case.h"

#include <vector>

#include "io/trace/request_trace.h"
#include "tests/golden_check/case_config.h"
#include "tests/golden_check/case_files.h"
#include "tests/golden_check/decision_rows.h"
#include "tests/golden_check/request_columns.h"
#include "tests/golden_check/step_rows.h"
#include "tests/golden_check/summary_fields.h"

namespace servesweep::golden {

Differences check_case(engine::Simulator& simulator, const std::filesystem::path& folder) {
  const engine::Workload workload = io::read_request_trace(find_table(folder, "trace.csv").value());
  const engine::Scenario scenario = read_case_config(folder / "config.json");
  const auto steps = find_table(folder, "steps.csv");
  const auto decisions = find_table(folder, "decisions.csv");

  std::vector<engine::RequestRecord> records(workload.requests.size());
  StepLog step_log;
  DecisionLog decision_log;
  simulator.configure(scenario);
  const engine::Summary summary = simulator.run(workload, records,
                                                {.steps = steps ? &step_log : nullptr,
                                                 .decisions = decisions ? &decision_log : nullptr,
                                                 .priority_inversions = true});

  Differences differences;
  compare_requests(find_table(folder, "requests.csv").value(), records, differences);
  compare_summary(folder / "summary.json", summary, differences);
  if (steps) compare_steps(*steps, step_log.rows(), differences);
  if (decisions) {
    compare_decisions(*decisions, decision_log.rows(), differences);
    compare_decision_trace(folder / "summary.json", decision_log.rows(), summary, differences);
  }
  return differences;
}

}  // namespace servesweep::golden
