#include "sweep/cli/saturate_verb.h"

#include "sweep/cli/answer_format.h"
#include "sweep/cli/cell_value.h"
#include "sweep/cli/chosen_point.h"
#include "sweep/cli/run_limits.h"
#include "sweep/cli/saturation_rows.h"
#include "sweep/cli/saturation_text.h"
#include "sweep/saturation/measured_study.h"

namespace servesweep::sweep {
namespace {

/// Above 0 and, unlike what CommandLine::real() knows, up to 1.
double goodput_of(const CommandLine& line) {
  if (line.text("goodput") == "1") return 1;
  return line.real("goodput", 0, 1);
}

/// What the study's loads say, where the command line says nothing.
SaturationOptions options_of(const CommandLine& line, const Study& study) {
  const int threads = chosen_threads(line);
  SaturationOptions options = saturation_options(study.loads(), threads);
  if (line.has("goodput")) options.rule.goodput = goodput_of(line);
  if (line.has("tolerance")) options.tolerance = line.real("tolerance", 9.9e-5, 1);
  if (line.has("requests")) options.requests = line.integer("requests", 10, engine::kMostRequests);
  options.rule.confidence = line.real("confidence", 0.5, 1);
  options.most_seeds = static_cast<std::size_t>(line.integer("seeds", 2, 1000));
  return options;
}

std::vector<WorkloadFile> workloads_of(const CommandLine& line, const Study& study) {
  const std::vector<WorkloadFile>& listed = study.listed_workloads();
  if (!line.has("workload")) return listed;
  return {listed[chosen_workload(line, listed)]};
}

/// Writes what is found of one workload after the other in the format that is asked for.
class Report {
 public:
  Report(const AnswerFormat& format, Output& out)
      : format_(format), out_(out), rows_(trial_columns()) {}

  void add(const SaturationView& view) {
    if (format_.is_json() || format_.is_csv()) {
      for (const RateTrial& trial : view.result.trials) rows_.add_row(trial_cells(view, trial));
      answers_.add(saturation_value(view));
    } else {
      out_.write((is_first_ ? "" : "\n") + saturation_text(view, format_.table()));
    }
    is_first_ = false;
  }

  /// What has to be whole before it can be written.
  void finish(const Study& study) {
    if (format_.is_csv()) out_.write(rows_.render(io::TableFormat::csv));
    if (!format_.is_json()) return;
    io::Value object = io::Value::map().set("study", io::Value::text(study.name()));
    object.set("workloads", std::move(answers_));
    out_.write(object.set("rows", rows_value(rows_)).json() + '\n');
  }

 private:
  AnswerFormat format_;
  Output& out_;
  io::Table rows_;
  io::Value answers_ = io::Value::list();
  bool is_first_ = true;
};

ExitCode saturate(const CommandLine& line, Output& out) {
  Report report(AnswerFormat::of(line), out);
  const Study study = Study::read_file(line.path("STUDY"));
  const SaturationOptions options = options_of(line, study);
  const std::size_t strategy = chosen_strategy(line, study);
  const Point point = chosen_point(line, study, strategy);
  const engine::Scenario scenario = study.scenario_at(strategy, point);
  for (const WorkloadFile& workload : workloads_of(line, study)) {
    const SaturationResult result =
        SaturationSearch(scenario, workload, study.seeds(), options).run();
    report.add({.study = study.name(),
                .strategy = study.strategies()[strategy].name(),
                .point = point,
                .workload = workload,
                .options = options,
                .result = result});
  }
  report.finish(study);
  return ExitCode::success;
}

}  // namespace

Verb saturate_verb() {
  CommandLine line(
      {.name = "saturate",
       .purpose = "find the highest rate that a strategy sustains; nothing is written",
       .details =
           "A rate is sustainable if requests are served within their targets and do not pile up,\n"
           "both beyond doubt: by confidence bounds over seeds, of which more are simulated while\n"
           "a rate is undecided. Every rate meets the same requests, faster or slower. Clients go\n"
           "on beyond the workload's cap or horizon until the answer is one for good; traces end\n"
           "where they end.",
       .examples = {"servesweep saturate configs/studies/quickstart.yaml",
                    "servesweep saturate configs/studies/quickstart.yaml --strategy large-steps "
                    "\\\n    --set step_budget=4096 --goodput 0.95 --tolerance 0.05"},
       .exit_codes = usual_exit_codes()});
  line.operand("STUDY", "a study file")
      .value("--strategy", "NAME", "one of the study's strategies; else its baseline")
      .values("--set", "NAME=VALUE", "a parameter of the strategy; else its default")
      .value("--workload", "NAME", "one of the study's workloads; else each of them")
      .value("--goodput", "SHARE",
             "least share of requests within their targets; else the study's, or 0.99")
      .value("--tolerance", "SHARE",
             "relative width of the bracket that is found; else the study's, or 0.01")
      .value("--requests", "N", "requests of a run; else as many as it takes")
      .value("--seeds", "N", "most seeds for one rate", "32")
      .value("--confidence", "P", "of each verdict", "0.95")
      .value("--threads", "N", "threads; else all that the process may use");
  AnswerFormat::declare(line);
  return {.line = std::move(line), .run = saturate};
}

}  // namespace servesweep::sweep
