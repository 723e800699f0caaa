#include "sweep/cli/explain_verb.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "engine/base/problem.h"
#include "io/table/atomic_file.h"
#include "sweep/cli/answer_format.h"
#include "sweep/cli/explain_rows.h"
#include "sweep/cli/explain_text.h"
#include "sweep/cli/explained_choice.h"
#include "sweep/cli/run_limits.h"
#include "sweep/criteria/new_seeds.h"
#include "sweep/explanation/ablation_study.h"

namespace servesweep::sweep {
namespace {

/// Those on which rank() compares the two, or so many behind the highest that a point may get.
std::vector<std::uint64_t> chosen_seeds(const CommandLine& line, const Study& study,
                                        const ExplainedChoice& choice) {
  if (!line.has("fresh-seeds")) return choice.seeds;
  const WorkloadFile& workload = study.workloads()[choice.workload];
  if (workload.trace && workload.class_weights.empty()) {
    throw engine::Problem("--fresh-seeds", fmt::format("{} has none", workload.name),
                          "it was recorded: every seed brings the same requests again",
                          "leave the option out");
  }
  constexpr std::int64_t kMostSeeds = 10'000;
  const std::vector<std::uint64_t>& taken = study.all_seeds();
  const auto count = static_cast<std::size_t>(line.integer("fresh-seeds", 2, kMostSeeds));
  return seeds_beside(taken, *std::ranges::max_element(taken) + 1, count);
}

/// A file of the user's is never replaced.
void check_is_new(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return;
  throw engine::Problem("--write-study", fmt::format("{} exists already", file.string()),
                        "files are never replaced", "give another name or remove it");
}

void write_ablation(const std::filesystem::path& file, const Study& study,
                    const ExplainedChoice& choice, const std::vector<std::uint64_t>& seeds) {
  const SwitchedStrategy strategy(study.model(), choice.baseline_scenario,
                                  choice.strategy_scenario);
  io::write_file(file, ablation_study(study, strategy,
                                      {.baseline = choice.baseline.name,
                                       .strategy = choice.strategy.name,
                                       .workload = choice.workload,
                                       .seeds = seeds}));
}

void show(const ExplainView& view, const AnswerFormat& format, Output& out) {
  if (format.is_csv()) {
    out.write(explain_rows(view).render(io::TableFormat::csv));
  } else if (format.is_json()) {
    out.write(explain_value(view).json() + '\n');
  } else {
    out.write(explain_text(view, format.table()));
  }
}

ExitCode explain_folder(const CommandLine& line, Output& out) {
  const AnswerFormat format = AnswerFormat::of(line);
  if (line.has("write-study")) check_is_new(line.path("write-study"));
  Results results = Results::open(line.path("FOLDER"));
  const ExplainedChoice choice = explained_choice(line, results);
  const Study& study = results.study;
  const WorkloadFile& workload = study.workloads()[choice.workload];
  const std::vector<std::uint64_t> seeds = chosen_seeds(line, study, choice);
  const Explanation explanation = explain({.model = study.model(),
                                           .baseline = choice.baseline_scenario,
                                           .strategy = choice.strategy_scenario,
                                           .workload = workload,
                                           .seeds = seeds,
                                           .classes = study.classes(),
                                           .objectives = study.objectives(),
                                           .metric = line.text("by"),
                                           .confidence = line.real("confidence", 0, 1),
                                           .threads = chosen_threads(line)});
  if (line.has("write-study")) {
    write_ablation(line.path("write-study"), study, choice, seeds);
  }
  const ExplainView view{.study = study.name(),
                         .workload = workload.name,
                         .workloads = study.workloads().size(),
                         .strategy = choice.strategy,
                         .baseline = choice.baseline,
                         .fresh_seeds = line.has("fresh-seeds"),
                         .explanation = explanation,
                         .verdict = explained(explanation)};
  show(view, format, out);
  return ExitCode::success;
}

}  // namespace

Verb explain_verb() {
  CommandLine line(
      {.name = "explain",
       .purpose = "tell why a strategy differs from the baseline",
       .details =
           "Simulates both again with request tables (nothing is stored) and takes the difference\n"
           "apart three ways: by where the time of the same requests went, part by part, summing\n"
           "to the difference; by switching the strategy's mechanisms on and off; and by negative\n"
           "controls, in which an effect must vanish. A strategy with many points is taken at the\n"
           "one that 'rank' shows, chosen on the same seeds: --fresh-seeds takes others. See\n"
           "docs/explain.md.",
       .examples = {"servesweep explain results/quickstart large-steps",
                    "servesweep explain results/quickstart slo-cascade --by ttft_p99_ms.critical "
                    "--fresh-seeds 20"},
       .exit_codes = usual_exit_codes()});
  line.operand("FOLDER", "a result folder")
      .operand("STRATEGY", "the strategy to explain")
      .value("--workload", "NAME", "on this workload; else the study's first one")
      .value("--against", "NAME", "compare with this strategy; else the study's baseline")
      .values("--set", "NAME=VALUE", "a parameter of the strategy; the others at their defaults")
      .value("--by", "METRIC", "explain this latency; else the first objective that is one")
      .value("--fresh-seeds", "N", "use N seeds that the study has not")
      .value("--write-study", "FILE", "also write the ablation as a study, to be run by anybody")
      .value("--confidence", "P", "of intervals; verdicts use the level 1 - P", "0.95")
      .value("--threads", "N", "threads; else all that the process may use");
  AnswerFormat::declare(line);
  return {.line = std::move(line), .run = explain_folder};
}

}  // namespace servesweep::sweep
