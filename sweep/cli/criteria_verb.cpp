#include "sweep/cli/criteria_verb.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "engine/base/problem.h"
#include "sweep/cli/answer_format.h"
#include "sweep/cli/criteria_rows.h"
#include "sweep/cli/criteria_text.h"
#include "sweep/cli/run_limits.h"
#include "sweep/criteria/fresh_seeds.h"

namespace servesweep::sweep {
namespace {

using engine::Problem;

constexpr std::int64_t kMostFreshSeeds = 100'000;

std::vector<std::uint64_t> chosen_fresh_seeds(const CommandLine& line, const Study& study) {
  if (line.has("no-fresh")) {
    if (!line.has("fresh")) return {};
    throw Problem("--fresh", "contradicts --no-fresh", "", "keep one of them");
  }
  if (!line.has("fresh")) return fresh_seeds(study);
  return fresh_seeds(study, static_cast<std::size_t>(line.integer("fresh", 2, kMostFreshSeeds)));
}

/// Those of the study, and those of the command line.
std::vector<WorkloadFile> other_workloads(const CommandLine& line, const Study& study) {
  std::vector<WorkloadFile> workloads = study.criteria().also_on;
  for (const std::string& file : line.texts("also-on")) {
    workloads.push_back(WorkloadFile::read(io::Document::read_file(file)));
    const std::string& name = workloads.back().name;
    const auto has_name = [&](const std::vector<WorkloadFile>& list) {
      return std::ranges::count(list, name, &WorkloadFile::name);
    };
    if (has_name(workloads) == 1 && has_name(study.workloads()) == 0) continue;
    throw Problem("--also-on", fmt::format("workload '{}' is judged already", name),
                  "verdicts are told apart by name", "rename or remove it");
  }
  return workloads;
}

CriteriaQuestion asked_criteria(const CommandLine& line, const Study& study) {
  CriteriaQuestion question{.fresh_seeds = chosen_fresh_seeds(line, study),
                            .also_on = other_workloads(line, study),
                            .confidence = line.real("confidence", 0, 1)};
  question.threads = chosen_threads(line);
  return question;
}

/// The strategy that is named; empty if none is.
std::string chosen_strategy_name(const CommandLine& line, const Study& study) {
  std::string name = line.text("STRATEGY");
  if (line.has("strict") && name.empty()) {
    throw Problem("--strict", "has nothing to insist on", "no strategy is named",
                  "name one behind the folder");
  }
  std::vector<std::string> known;
  for (std::size_t i = 1; i < study.strategies().size(); ++i) {
    const StrategyTemplate& one = study.strategies()[i];
    if (one.facts().kind != StrategyKind::bound) known.push_back(one.name());
  }
  if (known.empty()) {
    throw Problem(study.name(), "has no strategy that could win", "all of them are bounds",
                  "add one that can be built");
  }
  if (name.empty() || std::ranges::find(known, name) != known.end()) return name;
  throw Problem("STRATEGY", fmt::format("'{}' is not judged", name),
                "only strategies of the study are that are neither its baseline nor a bound",
                engine::suggest_name(name, known));
}

/// Whether --strict has found something: a criterion that counts fails.
bool fails(const CriteriaView& view) {
  return std::ranges::any_of(view.report.cases, [&](const CriteriaCase& one) {
    if (!view.shows(one)) return false;
    for (std::size_t i = 0; i < one.judged.size(); ++i) {
      if (view.report.criteria[i].beside) continue;
      if (one.judged[i].finding == Finding::failed) return true;
    }
    return false;
  });
}

ExitCode show_criteria(const CommandLine& line, Output& out) {
  const AnswerFormat format = AnswerFormat::of(line);
  Results results = Results::open(line.path("FOLDER"));
  results.expect_finished_run("nothing tells which points to judge");
  const std::string strategy = chosen_strategy_name(line, results.study);
  const CriteriaQuestion question = asked_criteria(line, results.study);
  for (const std::size_t metric : criteria_metrics(results.study)) results.load(metric);
  const FinalistSchedule schedule(results.study, results.index, question);
  if (schedule.runs() > 0) spdlog::info("criteria: {} simulations", schedule.runs());
  const CriteriaReport report =
      criteria_report(results.study, results.plan, results.index, question, schedule);
  const CriteriaView view{
      .results = results, .report = report, .strategy = strategy, .show_seeds = line.has("seeds")};
  if (format.is_csv()) {
    out.write(criteria_rows(view).render(io::TableFormat::csv));
  } else if (format.is_json()) {
    out.write(criteria_value(view).json() + '\n');
  } else {
    out.write(criteria_text(view, format.table()));
  }
  return line.has("strict") && fails(view) ? ExitCode::not_held : ExitCode::success;
}

}  // namespace

Verb criteria_verb() {
  CommandLine line(
      {.name = "criteria",
       .purpose = "tell whether a strategy is a win by every criterion of a study",
       .details =
           "Every strategy is judged at the point that 'rank' shows. It was chosen on the seeds\n"
           "of the study, so it is simulated again, as the baseline is, on fresh seeds, on which\n"
           "the verdicts are based. A criterion passes if the whole interval of what is measured\n"
           "fulfils it, fails if none of it does, else it is undecided. Without criteria: in the\n"
           "study it is the six of docs/criteria.md. Nothing is stored.",
       .examples = {"servesweep criteria results/quickstart",
                    "servesweep criteria results/quickstart large-steps --seeds --strict"},
       .exit_codes = {"0 done", "1 failure", "2 bad input",
                      "4 a criterion of the strategy fails, with --strict"}});
  line.operand("FOLDER", "a result folder")
      .optional_operand("STRATEGY", "show this one; else all")
      .value("--fresh", "N", "fresh seeds; else the study's, or as many as it has, at least 30")
      .flag("--no-fresh", "judge on the seeds of the study")
      .values("--also-on", "FILE", "judge the same points on this workload, too")
      .flag("--seeds", "show on which seeds a criterion holds: + or -")
      .flag("--strict", "leave with status 4 if a criterion of STRATEGY fails")
      .value("--confidence", "P", "of intervals", "0.95")
      .value("--threads", "N", "threads; else all that the process may use");
  AnswerFormat::declare(line);
  return {.line = std::move(line), .run = show_criteria};
}

}  // namespace servesweep::sweep
