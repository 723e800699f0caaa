#include "sweep/cli/simulate_verb.h"

#include <fmt/format.h>

#include <limits>
#include <optional>

#include "engine/base/problem.h"
#include "engine/simulate.h"
#include "engine/workload/generated_requests.h"
#include "sweep/cli/answer_format.h"
#include "sweep/cli/cell_value.h"
#include "sweep/cli/chosen_point.h"
#include "sweep/cli/decision_trace.h"
#include "sweep/cli/phrases.h"
#include "sweep/cli/request_table.h"
#include "sweep/cli/row_writer.h"
#include "sweep/cli/summary_text.h"
#include "sweep/saturation/measured_study.h"
#include "sweep/study/make_workload.h"
#include "sweep/study/optional_metrics.h"
#include "sweep/study/parameter_value.h"
#include "sweep/study/run_identity.h"
#include "sweep/study/scenario_text.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {
namespace {

/// What the command line picks from a study.
struct Choice {
  std::size_t strategy = 0, workload = 0;
  std::uint64_t seed = 0;
  Point point;
};

Choice choose_run(const CommandLine& line, const Study& study) {
  Choice choice;
  choice.strategy = chosen_strategy(line, study);
  choice.workload = chosen_workload(line, study.workloads());
  choice.seed = study.seeds().front();
  if (line.has("seed")) {
    const std::int64_t seed = line.integer("seed", 0, std::numeric_limits<std::int64_t>::max());
    choice.seed = static_cast<std::uint64_t>(seed);
  }
  choice.point = chosen_point(line, study, choice.strategy);
  return choice;
}

io::Value parameters_value(const Point& point) {
  io::Value value = io::Value::map();
  for (const auto& [name, parameter] : point.values()) value.set(name, to_value(parameter));
  return value;
}

/// Without the figures that the run of the study does not measure.
engine::Summary as_in_study(const Study& study, engine::Summary summary) {
  const engine::Observers asked = observers_for(study.named_metrics());
  if (!asked.priority_inversions) summary.priority_inversions.reset();
  return summary;
}

/// Every metric of the study: a row each.
io::Table metric_rows(const Study& study, const engine::Summary& summary) {
  const std::vector<double> values = metric_values(as_in_study(study, summary), study.classes());
  io::Table table({{.header = "metric"}, {.header = "unit"}, {.header = "value"}});
  for (std::size_t i = 0; const Metric& metric : study.metrics()) {
    table.add_row({metric.column.name, metric.column.unit, finite_or_nothing(values[i++])});
  }
  return table;
}

std::string json_text(const Study& study, const Choice& choice, const io::RunKey& key,
                      const engine::Summary& summary, const DecisionTrace* decisions) {
  const io::Table rows = metric_rows(study, summary);
  io::Value metrics = io::Value::map();
  for (const std::vector<io::TableCell>& row : rows.cells()) {
    metrics.set(std::get<std::string>(row.front()), value_of(row.back()));
  }
  io::Value object = io::Value::map();
  object.set("study", io::Value::text(study.name()));
  object.set("strategy", io::Value::text(study.strategies()[choice.strategy].name()));
  object.set("parameters", parameters_value(choice.point));
  object.set("workload", io::Value::text(study.workloads()[choice.workload].name));
  object.set("seed", io::Value::integer(static_cast<std::int64_t>(choice.seed)));
  object.set("run_key", io::Value::text(key.hex()));
  object.set("metrics", std::move(metrics));
  object.set("saturation", io::Value::text(name_of(summary.saturation)));
  object.set("priority_inversions", io::Value::integer(summary.priority_inversions.value_or(0)));
  if (decisions != nullptr) object.set("decisions", decisions->value());
  return object.set("rows", rows_value(rows)).json() + '\n';
}

void write_requests(const std::filesystem::path& file,
                    const std::vector<engine::RequestRecord>& records,
                    const WorkloadFile& workload) {
  Output out(file);
  RowWriter writer(out, io::TableFormat::csv, request_column_names());
  const RequestNames names = RequestNames::of(workload);
  for (const engine::RequestRecord& record : records) writer.write(request_cells(record, names));
  out.finish();
}

/// The decision trace that the command line asks for, and its file.
class DecisionFile {
 public:
  DecisionFile(const CommandLine& line, std::int32_t instances) {
    constexpr std::int64_t kMost = 1000;
    const auto candidates = static_cast<std::int32_t>(line.integer("candidates", 0, kMost));
    if (!line.has("decisions")) return;
    out_.emplace(line.path("decisions"));
    trace_.emplace(*out_, instances, candidates);
  }
  DecisionFile(const DecisionFile&) = delete;
  DecisionFile& operator=(const DecisionFile&) = delete;
  ~DecisionFile() = default;

  [[nodiscard]] DecisionTrace* trace() { return trace_ ? &*trace_ : nullptr; }
  void finish() {
    if (out_) out_->finish();
  }

 private:
  std::optional<Output> out_;
  std::optional<DecisionTrace> trace_;
};

std::string run_text(const Study& study, const Choice& choice, const engine::Scenario& scenario,
                     const io::RunKey& key, const engine::Summary& summary,
                     const DecisionTrace* decisions, io::TableFormat format) {
  const std::string label = choice.point.label();
  std::string text =
      block_text(fmt::format("{}{}{} | {} | seed {} | run {}\nKV cache: {}\n",
                             study.strategies()[choice.strategy].name(), label.empty() ? "" : " ",
                             label, study.workloads()[choice.workload].name, choice.seed, key.hex(),
                             study.model().kv_text(scenario)),
                 format) +
      '\n' + summary_text(summary, format);
  if (decisions != nullptr) text += '\n' + block_text(decisions->text(), format);
  return text;
}

/// Problem if --json and --format are two answers.
AnswerFormat format_of(const CommandLine& line) {
  AnswerFormat format = AnswerFormat::of(line);
  if (line.has("json") && line.has("format") && !format.is_json()) {
    throw engine::Problem("--json", fmt::format("contradicts --format {}", format.word()), "",
                          "keep one of them");
  }
  return format;
}

ExitCode answer_simulate(const CommandLine& line, Output& out) {
  const AnswerFormat format = format_of(line);
  const Study study = read_measured_study(line.path("STUDY"));
  const Choice choice = choose_run(line, study);
  const engine::Scenario scenario = study.scenario_at(choice.strategy, choice.point);
  const WorkloadFile& workload_file = study.workloads()[choice.workload];
  const io::RunKey key =
      run_key(to_value(scenario).json(), workload_file.identity().json(), choice.seed);

  DecisionFile decisions(line, scenario.instances);
  engine::Simulator simulator;
  simulator.configure(scenario);
  engine::Observers observers = observers_for(study.named_metrics());
  observers.decisions = decisions.trace();
  observers.priority_inversions = true;
  observers.measure_from_us = workload_file.measure_from_us;
  std::vector<engine::RequestRecord> records;
  engine::Summary summary;
  if (!line.has("requests") && is_streamed(workload_file)) {
    engine::GeneratedRequests requests(workload_file.spec);
    requests.restart(choice.seed);
    summary = simulator.run(requests, observers);
  } else {
    const engine::Workload workload = make_workload(workload_file, choice.seed);
    if (line.has("requests")) records.resize(workload.requests.size());
    summary = simulator.run(workload, records, observers);
  }

  decisions.finish();
  if (line.has("requests")) write_requests(line.path("requests"), records, workload_file);
  if (format.is_json() || line.has("json")) {
    out.write(json_text(study, choice, key, summary, decisions.trace()));
  } else if (format.is_csv()) {
    out.write(metric_rows(study, summary).render(io::TableFormat::csv));
  } else {
    out.write(run_text(study, choice, scenario, key, summary, decisions.trace(), format.table()));
  }
  return ExitCode::success;
}

}  // namespace

Verb simulate_verb() {
  CommandLine line(
      {.name = "simulate",
       .purpose = "simulate one run of a study and show what happened",
       .details =
           "Nothing is stored but what --requests and --decisions ask for. The numbers are those\n"
           "of the study's run with the same key. json: its identity and every metric of the "
           "study;\n"
           "csv: the metrics.",
       .examples =
           {"servesweep simulate configs/studies/quickstart.yaml",
            "servesweep simulate configs/studies/quickstart.yaml --strategy slo-cascade --seed 43",
            "servesweep simulate configs/studies/quickstart.yaml --strategy large-steps "
            "\\\n    --set step_budget=4096 --format json"},
       .exit_codes = usual_exit_codes()});
  line.operand("STUDY", "a study file")
      .value("--strategy", "NAME", "one of the study's strategies; else its baseline")
      .values("--set", "NAME=VALUE", "a parameter of the strategy; else its default")
      .value("--workload", "NAME", "one of the study's workloads; else the first")
      .value("--seed", "N", "any seed; else the study's first")
      .value("--requests", "FILE", "write the request table as CSV (replaces the file)")
      .value("--decisions", "FILE", "write every routing decision as CSV (replaces the file)")
      .value("--candidates", "K", "instances listed per decision, the best first", "3")
      .flag("--json", "the same as --format json");
  AnswerFormat::declare(line);
  return {.line = std::move(line), .run = answer_simulate};
}

}  // namespace servesweep::sweep
