#include "sweep/cli/simulate_verb.h"

#include <fmt/format.h>

#include <limits>
#include <map>

#include "engine/base/problem.h"
#include "engine/simulate.h"
#include "engine/workload/generator.h"
#include "sweep/cli/request_table.h"
#include "sweep/cli/row_writer.h"
#include "sweep/cli/summary_text.h"
#include "sweep/study/parameter_value.h"
#include "sweep/study/run_identity.h"
#include "sweep/study/scenario_text.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {
namespace {

using engine::Problem;

/// What the command line picks from a study.
struct Choice {
  std::size_t strategy = 0, workload = 0;
  std::uint64_t seed = 0;
  Point point;
};

/// Position of a named thing; the first if no name is given.
template <class Thing, class NameOf>
std::size_t position(const std::vector<Thing>& things, const std::string& name,
                     const std::string& option, NameOf name_of_thing) {
  if (name.empty()) return 0;
  std::vector<std::string> names;
  for (const Thing& thing : things) {
    if (name_of_thing(thing) == name) return names.size();
    names.push_back(name_of_thing(thing));
  }
  throw Problem(option, fmt::format("the study has no '{}'", name), "",
                engine::suggest_name(name, names));
}

std::map<std::string, std::string> settings(const CommandLine& line) {
  std::map<std::string, std::string> settings;
  for (const std::string& text : line.texts("set")) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw Problem("--set", fmt::format("'{}' is no setting", text), "it must be NAME=VALUE",
                    "for example --set step_budget=2048");
    }
    if (!settings.try_emplace(text.substr(0, equals), text.substr(equals + 1)).second) {
      throw Problem("--set", fmt::format("sets '{}' twice", text.substr(0, equals)), "",
                    "keep one of them");
    }
  }
  return settings;
}

Choice choose_run(const CommandLine& line, const Study& study) {
  Choice choice;
  choice.strategy = position(study.strategies(), line.text("strategy"), "--strategy",
                             [](const StrategyTemplate& s) { return s.name(); });
  choice.workload = position(study.workloads(), line.text("workload"), "--workload",
                             [](const WorkloadFile& w) { return w.name; });
  choice.seed = study.seeds().front();
  if (line.has("seed")) {
    const std::int64_t seed = line.integer("seed", 0, std::numeric_limits<std::int64_t>::max());
    choice.seed = static_cast<std::uint64_t>(seed);
  }
  choice.point = study.strategies()[choice.strategy].space().point_of(settings(line), "--set");
  return choice;
}

io::Value parameters_value(const Point& point) {
  io::Value value = io::Value::map();
  for (const auto& [name, parameter] : point.values()) value.set(name, to_value(parameter));
  return value;
}

std::string json_text(const Study& study, const Choice& choice, const io::RunKey& key,
                      const engine::Summary& summary) {
  const std::vector<std::string>& classes = study.classes();
  const std::vector<double> values = metric_values(summary, classes);
  io::Value metrics = io::Value::map();
  for (std::size_t i = 0; const Metric& metric : study.metrics()) {
    metrics.set(metric.column.name, io::Value::number(values[i++]));
  }
  io::Value object = io::Value::map();
  object.set("study", io::Value::text(study.name()));
  object.set("strategy", io::Value::text(study.strategies()[choice.strategy].name()));
  object.set("parameters", parameters_value(choice.point));
  object.set("workload", io::Value::text(study.workloads()[choice.workload].name));
  object.set("seed", io::Value::integer(static_cast<std::int64_t>(choice.seed)));
  object.set("run_key", io::Value::text(key.hex()));
  object.set("metrics", std::move(metrics));
  return object.json() + '\n';
}

void write_requests(const std::filesystem::path& file,
                    const std::vector<engine::RequestRecord>& records,
                    const engine::WorkloadSpec& workload) {
  Output out(file);
  RowWriter writer(out, io::TableFormat::csv, request_column_names());
  const RequestNames names = RequestNames::of(workload);
  for (const engine::RequestRecord& record : records) writer.write(request_cells(record, names));
  out.finish();
}

ExitCode simulate(const CommandLine& line, Output& out) {
  const Study study = Study::read_file(line.path("STUDY"));
  const Choice choice = choose_run(line, study);
  const engine::Scenario scenario = study.scenario_at(choice.strategy, choice.point);
  const WorkloadFile& workload_file = study.workloads()[choice.workload];
  const io::RunKey key =
      run_key(to_value(scenario).json(), workload_file.identity().json(), choice.seed);

  const engine::Workload workload = engine::generate(workload_file.spec, choice.seed);
  std::vector<engine::RequestRecord> records(line.has("requests") ? workload.requests.size() : 0);
  engine::Simulator simulator;
  simulator.configure(scenario);
  const engine::Summary summary = simulator.run(workload, records);

  if (line.has("requests")) write_requests(line.path("requests"), records, workload_file.spec);
  if (line.has("json")) {
    out.write(json_text(study, choice, key, summary));
  } else {
    const std::string label = choice.point.label();
    out.write(fmt::format("{}{}{} | {} | seed {} | run {}\nKV cache: {}\n\n",
                          study.strategies()[choice.strategy].name(), label.empty() ? "" : " ",
                          label, workload_file.name, choice.seed, key.hex(),
                          study.model().kv_text(scenario)));
    out.write(summary_text(summary));
  }
  return ExitCode::success;
}

}  // namespace

Verb simulate_verb() {
  CommandLine line(
      {.name = "simulate",
       .purpose = "simulate one run of a study and show what happened",
       .details =
           "Nothing is stored but what --requests asks for. The numbers are those of the study's\n"
           "run with the same key.",
       .examples =
           {"servesweep simulate configs/studies/quickstart.yaml",
            "servesweep simulate configs/studies/quickstart.yaml --strategy slo-cascade --seed 43",
            "servesweep simulate configs/studies/quickstart.yaml --strategy large-steps "
            "\\\n    --set step_budget=4096 --json"},
       .exit_codes = usual_exit_codes()});
  line.operand("STUDY", "a study file")
      .value("--strategy", "NAME", "one of the study's strategies; else its baseline")
      .values("--set", "NAME=VALUE", "a parameter of the strategy; else its first grid value")
      .value("--workload", "NAME", "one of the study's workloads; else the first")
      .value("--seed", "N", "any seed; else the study's first")
      .value("--requests", "FILE", "write the request table as CSV (replaces the file)")
      .flag("--json", "print one JSON object: identity and every metric of the study");
  return {.line = std::move(line), .run = simulate};
}

}  // namespace servesweep::sweep
