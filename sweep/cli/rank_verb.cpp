#include "sweep/cli/rank_verb.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/problem.h"
#include "sweep/cli/ranking_rows.h"
#include "sweep/cli/ranking_text.h"
#include "sweep/ranking/objective_question.h"

namespace servesweep::sweep {
namespace {

using engine::Problem;

std::string chosen_baseline(const CommandLine& line, const io::StudyIndex& index) {
  std::string name = line.has("baseline") ? line.text("baseline") : index.baseline;
  if (std::find(index.strategies.begin(), index.strategies.end(), name) != index.strategies.end()) {
    return name;
  }
  throw Problem("--baseline", fmt::format("the study has no strategy '{}'", name), "",
                engine::suggest_name(name, index.strategies));
}

std::string chosen_metric(const CommandLine& line, const Study& study) {
  if (!line.has("by")) return study.objectives().front().metric;
  std::vector<std::string> names;
  for (const Metric& metric : study.metrics()) names.push_back(metric.column.name);
  std::string name = line.text("by");
  if (std::find(names.begin(), names.end(), name) != names.end()) return name;
  throw Problem("--by", fmt::format("unknown metric '{}'", name), "",
                engine::suggest_name(name, names));
}

RankingQuestion question_of(const CommandLine& line, const Results& results) {
  const std::string by = chosen_metric(line, results.study);
  RankingQuestion question;
  question.baseline = chosen_baseline(line, results.index);
  question.metrics = ranked_metrics(results.study.metrics(), results.study.objectives(),
                                    results.study.classes(), by);
  while (question.metrics[question.by].column.name != by) ++question.by;
  add_constraints(results.study, question);
  add_class_shares(results.study, question);
  question.every_point = line.has("points");
  question.confidence = line.real("confidence", 0, 1);
  return question;
}

void check_something_is_done(const Results& results) {
  const auto& plan = results.index.plan;
  if (std::any_of(plan.begin(), plan.end(),
                  [](const io::PlanRow& run) { return run.status == io::RunStatus::done; })) {
    return;
  }
  throw Problem(results.folder.path().string(), "holds no finished run", "nothing can be ranked",
                "run the study first");
}

ExitCode rank_folder(const CommandLine& line, Output& out) {
  const std::string format = line.word("format", {"text", "csv", "json", "markdown"});
  Results results = Results::open(line.path("FOLDER"));
  check_something_is_done(results);
  const RankingQuestion question = question_of(line, results);
  for (const std::size_t column : question.columns()) results.load(column);
  const std::vector<Ranking> rankings = rank(results.index, question);
  const RankingView view{.results = results, .question = question, .rankings = rankings};
  if (format == "csv") {
    out.write(ranking_rows(view).render(io::TableFormat::csv));
  } else if (format == "json") {
    out.write(ranking_value(view).json() + '\n');
  } else {
    out.write(ranking_text(view, io::table_format_of(format)));
  }
  return ExitCode::success;
}

}  // namespace

Verb rank_verb() {
  CommandLine line(
      {.name = "rank",
       .purpose = "tell which strategy wins, by how much, and how sure that is",
       .details =
           "Every strategy is compared with the baseline seed by seed: both served the same\n"
           "requests. The interval is that of the mean change (Student's t; Fieller's for per\n"
           "cent). A verdict is 'better' or 'worse' only if the paired test, adjusted by Holm's\n"
           "method for the number of comparisons, rejects chance; else 'undecided'. A strategy\n"
           "with many points is shown at its best one, chosen on the same seeds, which flatters "
           "it.\n"
           "One that serves a smaller share of the requests, or of a class in metrics of that\n"
           "class, is better only in goodput_per_s, slo_met_fraction, completed_fraction and the\n"
           "p99_of_all latencies, which count the others as missed.\n"
           "Points that break a constraint of the study come last.",
       .examples = {"servesweep rank results/quickstart",
                    "servesweep rank results/quickstart --points --by e2e_p99_ms"},
       .exit_codes = usual_exit_codes()});
  line.operand("FOLDER", "a result folder")
      .value("--baseline", "NAME", "compare with this strategy; else the study's baseline")
      .value("--by", "METRIC", "choose and order by this metric; else the first objective")
      .flag("--points", "show every point instead of the best of each strategy")
      .value("--confidence", "P", "of intervals; verdicts use the level 1 - P", "0.95")
      .value("--format", "FORMAT", "text, csv, json or markdown", "text");
  return {.line = std::move(line), .run = rank_folder};
}

}  // namespace servesweep::sweep
