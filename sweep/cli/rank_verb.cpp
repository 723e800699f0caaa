#include "sweep/cli/rank_verb.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/base/problem.h"
#include "sweep/cli/answer_format.h"
#include "sweep/cli/headline_question.h"
#include "sweep/cli/pooled_rows.h"
#include "sweep/cli/pooled_text.h"
#include "sweep/cli/ranking_rows.h"
#include "sweep/cli/ranking_text.h"
#include "sweep/ranking/objective_question.h"
#include "sweep/study/metric_name.h"

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
  throw Problem("--by", fmt::format("unknown metric '{}'", name), "", suggest_metric(name, names));
}

/// The metrics of the study that are not among those of the question.
std::vector<RankedMetric> other_metrics(const Study& study, const RankingQuestion& question) {
  std::vector<RankedMetric> others;
  const std::vector<Metric> metrics = study.metrics();
  for (std::size_t position = 0; position < metrics.size(); ++position) {
    const auto is_there = [&](const RankedMetric& one) { return one.position == position; };
    if (std::ranges::any_of(question.metrics, is_there)) continue;
    others.push_back({.column = metrics[position].column,
                      .label = metrics[position].column.name,
                      .goal = goal_of(metrics[position], study.objectives()),
                      .position = position});
  }
  return others;
}

/// What the headline is about; one family or --all add the other metrics.
RankingQuestion asked_ranking(const CommandLine& line, const Results& results) {
  const std::string baseline = chosen_baseline(line, results.index);
  RankingQuestion question =
      headline_question(results.study, baseline, chosen_metric(line, results.study));
  question.every_point = line.has("points");
  question.one_family = line.word("family", {"metric", "all"}) == "all";
  question.confidence = line.real("confidence", 0, 1);
  return question;
}

/// Asks for pooled percentiles only where they are wanted.
std::optional<PooledView> pooled_view(const CommandLine& line, const RankingView& view) {
  if (!line.has("pooled")) {
    if (!line.has("percentile")) return std::nullopt;
    throw Problem("--percentile", "does nothing without --pooled", "", "add --pooled");
  }
  return PooledView::of(view, {.percentile = line.real("percentile", 0, 100),
                               .confidence = view.question.confidence});
}

std::string json_of(const RankingView& view, const std::optional<PooledView>& pooled) {
  io::Value object = ranking_value(view);
  if (pooled) object.set("pooled", pooled_value(view, *pooled));
  return object.json() + '\n';
}

void write_pages(const RankingView& view, const std::optional<PooledView>& pooled,
                 io::TableFormat format, Output& out) {
  for (std::size_t i = 0; i < view.rankings.size(); ++i) {
    if (i > 0) out.write("\n");
    out.write(ranking_text(view, i, format));
    if (!pooled) continue;
    out.write("\n" + pooled_text(view, *pooled, view.rankings[i].workload, format));
  }
}

ExitCode rank_folder(const CommandLine& line, Output& out) {
  const AnswerFormat format = AnswerFormat::of(line);
  Results results = Results::open(line.path("FOLDER"));
  results.expect_finished_run("nothing can be ranked");
  RankingQuestion question = asked_ranking(line, results);
  const std::size_t headline = question.metrics.size();
  if (line.has("all") || question.one_family) {
    for (RankedMetric& metric : other_metrics(results.study, question)) {
      question.metrics.push_back(std::move(metric));
    }
  }
  add_class_shares(results.study, question);
  for (const std::size_t column : question.columns()) results.load(column);
  const std::vector<Ranking> rankings = rank(results.index, question);
  std::vector<BestSet> best_sets;
  for (const Ranking& ranking : rankings) {
    best_sets.push_back(best_set(results.index, question, ranking.workload));
  }
  const RankingView view{.results = results,
                         .question = question,
                         .rankings = rankings,
                         .best_sets = best_sets,
                         .headline = headline,
                         .shown = line.has("all") ? question.metrics.size() : headline};
  const std::optional<PooledView> pooled = pooled_view(line, view);
  if (format.is_csv()) {
    const io::Table table = pooled ? pooled_rows(view, *pooled) : ranking_rows(view);
    out.write(table.render(io::TableFormat::csv));
  } else if (format.is_json()) {
    out.write(json_of(view, pooled));
  } else {
    write_pages(view, pooled, format.table(), out);
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
           "cent), 95 % each. 'corr' and 'gain' tell what pairing was worth: the correlation of\n"
           "both sides, and how many times as many seeds independent runs would need. A verdict "
           "is\n"
           "'better' or 'worse' only if the paired test, adjusted by Holm's method, rejects\n"
           "chance; else 'undecided'. Holm's family is every point of the study against the\n"
           "baseline in one metric on one workload, shown or not: those shown were picked from "
           "all\n"
           "on the same seeds. Each metric is a question of its own with its own level; --family\n"
           "all makes one family of all metrics of the study, whether shown or not.\n\n"
           "The points that cannot be told from the best are screened in pairs among all points "
           "of\n"
           "the workload, the baseline's too: with probability 95 % the best one is among them.\n\n"
           "A strategy with many points is shown at its best one, chosen on the same seeds, which\n"
           "flatters its change. One that serves a smaller share of the requests, or of a class "
           "in\n"
           "metrics of that class, is better only in goodput_per_s, slo_met_fraction,\n"
           "completed_fraction and the p99_of_all latencies, which count the others as missed.\n"
           "Points that break a constraint of the study come last.\n\n"
           "--pooled adds a percentile over all requests of all seeds, from the request tables "
           "that\n"
           "the folder keeps, with an interval from resampling seeds; in CSV instead of the rest.",
       .examples = {"servesweep rank results/quickstart",
                    "servesweep rank results/quickstart --points --by e2e_p99_ms",
                    "servesweep rank results/quickstart --pooled --percentile 99.5"},
       .exit_codes = usual_exit_codes()});
  line.operand("FOLDER", "a result folder")
      .value("--baseline", "NAME", "compare with this strategy; else the study's baseline")
      .value("--by", "METRIC", "choose and order by this metric; else the first objective")
      .flag("--points", "show every point instead of the best of each strategy")
      .flag("--all", "compare in every metric of the study, of all requests and of each class")
      .value("--family", "WHICH", "what Holm's method adjusts over: 'metric' (each) or 'all'",
             "metric")
      .flag("--pooled", "also percentiles over the requests of all seeds together")
      .value("--percentile", "P", "of --pooled, between 0 and 100", "99")
      .value("--confidence", "P", "of intervals; verdicts use the level 1 - P", "0.95");
  AnswerFormat::declare(line);
  return {.line = std::move(line), .run = rank_folder};
}

}  // namespace servesweep::sweep
