#include "sweep/cli/regimes_verb.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/problem.h"
#include "sweep/cli/answer_format.h"
#include "sweep/cli/regimes_rows.h"
#include "sweep/cli/regimes_text.h"

namespace servesweep::sweep {
namespace {

using engine::Problem;

/// The strategy to show beside the baseline; "" for all.
std::string shown_strategy(const CommandLine& line, const Study& study) {
  if (!line.has("strategy")) return "";
  std::vector<std::string> names;
  for (const StrategyTemplate& strategy : study.strategies()) names.push_back(strategy.name());
  std::string name = line.text("strategy");
  if (std::ranges::find(names, name) == names.end()) {
    throw Problem("--strategy", fmt::format("the study has no strategy '{}'", name), "",
                  engine::suggest_name(name, names));
  }
  if (name != names.front()) return name;
  throw Problem("--strategy", fmt::format("'{}' is the baseline", name),
                "the others are compared with it", "name another one");
}

ExitCode show_regimes(const CommandLine& line, Output& out) {
  const AnswerFormat format = AnswerFormat::of(line);
  Results results = Results::open(line.path("FOLDER"));
  results.expect_finished_run("nothing can be compared");
  const std::string only = shown_strategy(line, results.study);
  const RegimesQuestion question =
      regimes_question(results.study, line.real("confidence", 0, 1), line.real("drift", 0, 1));
  for (const std::size_t column : question.ranking.columns()) results.load(column);
  const std::vector<Regime> all = regimes(results.study, results.index, question, only);
  const std::vector<ArrivalSpan> spans =
      arrival_spans(results.study, all, results.study.seeds().front());
  const RegimesView view{.results = results, .question = question, .regimes = all, .spans = spans};
  if (format.is_csv()) {
    out.write(regimes_rows(view).render(io::TableFormat::csv));
  } else if (format.is_json()) {
    out.write(regimes_value(view).json() + '\n');
  } else {
    out.write(regimes_text(view, format.table()));
  }
  return ExitCode::success;
}

}  // namespace

Verb regimes_verb() {
  CommandLine line(
      {.name = "regimes",
       .purpose = "tell at which loads a strategy wins, and at which it does not",
       .details =
           "One row per workload and strategy: what the load was to it, whether its latency was\n"
           "stationary behind the warm-up, and the change of each figure from the baseline, seed\n"
           "by seed. A verdict is 'better' or 'worse' only if the paired test, adjusted by Holm's\n"
           "method over all points and workloads of the study, shown or not, rejects chance. One\n"
           "that serves a smaller share of the requests is better in goodput at most.",
       .examples = {"servesweep regimes results/regimes",
                    "servesweep regimes results/regimes --strategy least-loaded --format json"},
       .exit_codes = usual_exit_codes()});
  line.operand("FOLDER", "a result folder")
      .value("--strategy", "NAME", "show this one beside the baseline; else all")
      .value("--drift", "SHARE", "largest change of a mean that is stationary", "0.1")
      .value("--confidence", "P", "of intervals; verdicts use the level 1 - P", "0.95");
  AnswerFormat::declare(line);
  return {.line = std::move(line), .run = show_regimes};
}

}  // namespace servesweep::sweep
