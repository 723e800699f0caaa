#include "sweep/cli/sensitivity_verb.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <optional>

#include "engine/base/problem.h"
#include "sweep/cli/answer_format.h"
#include "sweep/cli/cell_value.h"
#include "sweep/cli/chosen_point.h"
#include "sweep/cli/folder_sensitivity.h"
#include "sweep/cli/results.h"
#include "sweep/cli/run_limits.h"
#include "sweep/cli/sensitivity_rows.h"
#include "sweep/cli/sensitivity_text.h"
#include "sweep/saturation/measured_study.h"
#include "sweep/sensitivity/direct_sensitivity.h"
#include "sweep/sensitivity/stored_points.h"
#include "sweep/sensitivity/surrogate_sensitivity.h"
#include "sweep/study/metric_name.h"

namespace servesweep::sweep {
namespace {

using engine::Problem;

constexpr std::int64_t kMostModelRows = 65'536;
constexpr double kLongSeconds = 10;

/// Tells on standard error how long it takes, once that is known and long.
class TimeRemark {
 public:
  void operator()(std::size_t done, std::size_t all) {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin_;
    const double rest =
        passed.count() / static_cast<double>(done) * static_cast<double>(all - done);
    if (said_ || rest < kLongSeconds) return;
    said_ = true;
    std::cerr << fmt::format("servesweep: {} simulations, about {:.0f} s more\n", all, rest);
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  bool said_ = false;
};

std::vector<std::string> chosen_metrics(const CommandLine& line, const Study& study) {
  std::vector<std::string> metrics, names;
  for (const Metric& metric : study.metrics()) names.push_back(metric.column.name);
  for (const std::string& name : line.texts("metric")) {
    if (std::ranges::find(names, name) == names.end()) {
      throw Problem("--metric", fmt::format("unknown metric '{}'", name), "",
                    suggest_metric(name, names));
    }
    if (std::ranges::find(metrics, name) == metrics.end()) metrics.push_back(name);
  }
  if (!metrics.empty()) return metrics;
  for (const Objective& objective : study.objectives()) metrics.push_back(objective.metric);
  return metrics;
}

/// The one that is named, or all that have free parameters.
std::vector<std::size_t> chosen_strategies(const CommandLine& line, const Study& study) {
  if (line.has("strategy")) return {chosen_strategy(line, study)};
  std::vector<std::size_t> strategies = strategies_with_factors(study);
  if (!strategies.empty()) return strategies;
  throw Problem("study " + study.name(), "has no strategy with a free parameter",
                "there is nothing to be sensitive to", "give one of them parameters");
}

std::vector<std::size_t> chosen_workloads(const CommandLine& line, const Study& study) {
  if (line.has("workload")) return {chosen_workload(line, study.workloads())};
  std::vector<std::size_t> workloads(study.workloads().size());
  for (std::size_t i = 0; i < workloads.size(); ++i) workloads[i] = i;
  return workloads;
}

/// Everything but the strategy and the workload.
SensitivityQuestion asked_sensitivity(const CommandLine& line, const Study& study) {
  SensitivityQuestion question;
  question.metrics = chosen_metrics(line, study);
  question.seeds = study.seeds();
  if (line.has("seeds")) {
    const auto most = static_cast<std::int64_t>(study.seeds().size());
    question.seeds.resize(static_cast<std::size_t>(line.integer("seeds", 1, most)));
  }
  if (line.has("points")) question.rows = line.integer("points", 8, kMostModelRows);
  question.confidence = line.real("confidence", 0.5, 1);
  question.within = line.real("within", 0, 1);
  if (line.word("scale", {"change", "log"}) == "log") question.scale = ResponseScale::logarithm;
  question.threads = chosen_threads(line);
  return question;
}

/// Writes one report after the other in the format that is asked for.
class Writer {
 public:
  Writer(const AnswerFormat& format, bool curves, Output& out)
      : format_(format), curves_(curves), out_(out), rows_(sensitivity_columns()) {}

  void add(const SensitivityView& view) {
    if (format_.is_json() || format_.is_csv()) {
      for (auto& cells : sensitivity_cells(view)) rows_.add_row(std::move(cells));
      reports_.add(sensitivity_value(view));
    } else {
      out_.write((is_first_ ? "" : "\n") + sensitivity_text(view, format_.table(), curves_));
    }
    is_first_ = false;
  }

  /// What has to be whole before it can be written.
  void finish(const Study& study) {
    if (format_.is_csv()) out_.write(rows_.render(io::TableFormat::csv));
    if (!format_.is_json()) return;
    io::Value object = io::Value::map().set("study", io::Value::text(study.name()));
    object.set("reports", std::move(reports_));
    out_.write(object.set("rows", rows_value(rows_)).json() + '\n');
  }

 private:
  AnswerFormat format_;
  bool curves_;
  Output& out_;
  io::Table rows_;
  io::Value reports_ = io::Value::list();
  bool is_first_ = true;
};

/// One strategy after the other, on one workload after the other.
template <class Reports>
void write_strategies(const CommandLine& line, const Study& study, SensitivityQuestion question,
                      Output& out, Reports reports) {
  Writer writer(AnswerFormat::of(line), line.has("curves"), out);
  for (const std::size_t strategy : chosen_strategies(line, study)) {
    for (const std::size_t workload : chosen_workloads(line, study)) {
      question.strategy = strategy;
      question.workload = workload;
      question.progress = TimeRemark();
      for (const SensitivityReport& report : reports(question)) {
        writer.add({.study = study.name(),
                    .baseline = study.strategies().front().name(),
                    .report = report});
      }
    }
  }
  writer.finish(study);
}

void analyse_study(const CommandLine& line, const Study& study, SensitivityMethod method,
                   Output& out) {
  SensitivityQuestion question = asked_sensitivity(line, study);
  question.method = method;
  write_strategies(line, study, question, out,
                   [&](const SensitivityQuestion& one) { return direct_sensitivity(study, one); });
}

void analyse_folder(const CommandLine& line, Results& results, Output& out) {
  const Study& study = results.study;
  SensitivityQuestion question = asked_sensitivity(line, study);
  question.method = SensitivityMethod::surrogate;
  write_strategies(line, study, question, out, [&](const SensitivityQuestion& one) {
    return folder_sensitivity(results, one);
  });
}

ExitCode analyse(const CommandLine& line, Output& out) {
  (void)AnswerFormat::of(line);
  const bool is_folder = std::filesystem::is_directory(line.path("STUDY"));
  const std::string method = line.has("method")
                                 ? line.word("method", {"sobol", "morris", "surrogate"})
                                 : (is_folder ? "surrogate" : "sobol");
  const auto direct = method == "morris" ? SensitivityMethod::morris : SensitivityMethod::sobol;
  if (method != "surrogate") {
    const Study study = is_folder ? study_of(io::ResultFolder::open_existing(line.path("STUDY")))
                                  : read_measured_study(line.path("STUDY"));
    analyse_study(line, study, direct, out);
  } else if (is_folder) {
    Results results = Results::open(line.path("STUDY"));
    analyse_folder(line, results, out);
  } else {
    throw Problem("--method", "surrogate needs a result folder",
                  "it models points that were simulated before", "run the study first");
  }
  return ExitCode::success;
}

}  // namespace

Verb sensitivity_verb() {
  CommandLine line(
      {.name = "sensitivity",
       .purpose = "tell which parameter matters, how much, and where its good range lies",
       .details =
           "Points spread over the whole space of a strategy are simulated, all on the same "
           "seeds;\n"
           "nothing is written. sobol: shares of the variance of the mean response, alone and\n"
           "with joint effects, of parameters that are independent and uniform on their scales;\n"
           "morris: mean size of the effect of moving one parameter, for a first look at many.\n"
           "Then each parameter goes through its range with all others at the best point.\n"
           "Responses are changes from the baseline's mean. json: one object per line and metric.\n"
           "--points: rows of the design, each of as many points as parameters and two more\n"
           "(morris: and one more).",
       .examples = {"servesweep sensitivity configs/studies/work-and-slack-search.yaml"},
       .exit_codes = usual_exit_codes()});
  line.operand("STUDY", "a study file, or a result folder")
      .value("--strategy", "NAME", "one of the study's strategies; else each with parameters")
      .value("--workload", "NAME", "one of the study's workloads; else each of them")
      .values("--metric", "METRIC", "what may depend on them; else the study's objectives")
      .value("--method", "METHOD",
             "sobol, morris or surrogate; else sobol of a study, surrogate of a folder")
      .value("--scale", "SCALE", "of responses: change or log (for such that explode)", "change")
      .value("--points", "N", "rows of the design, best a power of 2; 512, or 20 trajectories")
      .value("--seeds", "N", "only the first N of the study's seeds")
      .value("--within", "SHARE", "what counts as good as the best", "0.01")
      .value("--confidence", "P", "of intervals", "0.95")
      .flag("--curves", "show the response at every level of each parameter, too")
      .value("--threads", "N", "threads; else all that the process may use");
  AnswerFormat::declare(line);
  return {.line = std::move(line), .run = analyse};
}

}  // namespace servesweep::sweep
