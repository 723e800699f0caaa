#include "sweep/criteria/outside_judge.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/problem.h"
#include "sweep/explanation/explained_verdict.h"
#include "sweep/explanation/explanation.h"
#include "sweep/sensitivity/characterised.h"
#include "sweep/sensitivity/direct_sensitivity.h"
#include "sweep/study/make_workload.h"

namespace servesweep::sweep {
namespace {

/// Requests to simulate, at most: six to twenty seconds of one core. More is left to the verbs
/// themselves, where people ask for it and see how far it is.
constexpr std::size_t kMostRequests = 20'000'000;

/// An analysis shows on a few seeds whether it is enough; criteria have many.
constexpr std::size_t kMostOutsideSeeds = 5;

OutsideVerdict too_long(const std::string& verb, std::size_t simulations) {
  return {.reason = fmt::format("takes some {} simulations: run servesweep {}", simulations, verb)};
}

std::size_t requests_asked(const OutsideQuestion& question) {
  const WorkloadFile& file = question.study.workloads()[question.workload];
  return std::max<std::size_t>(1, make_workload(file, question.seeds.front()).requests.size());
}

const PlannedPoint& planned(const OutsideQuestion& question, PointId point) {
  return question.plan.points()[point.index()];
}

/// The leading part of the difference and the mechanism behind it, "wait_budget -12.3 ms;
/// chunking".
std::string main_cause(const Explanation& explanation) {
  std::string text;
  const auto parts = leading_parts(explanation.explained_cell(), explanation.confidence);
  if (!parts.empty()) {
    text = fmt::format("{} {:+.1f} ms", kPartNames[index_of(parts.front()->part)].name,
                       parts.front()->mean_ms);
  }
  const Ablation& ablation = explanation.ablation;
  if (const auto lead =
          leading_mechanism(ablation.metrics.front().effects, explanation.confidence)) {
    text += (text.empty() ? "" : "; by ") + ablation.mechanisms[*lead].name;
  }
  return text;
}

OutsideVerdict judge_explanation(const OutsideQuestion& question) {
  const Study& study = question.study;
  const std::size_t mechanisms = kFullFactorialMechanisms;
  const std::size_t simulations = (std::size_t{1} << mechanisms) * question.seeds.size();
  if (simulations * requests_asked(question) > kMostRequests)
    return too_long("explain", simulations);
  const Explanation explanation =
      explain({.model = study.model(),
               .baseline = planned(question, question.baseline).scenario,
               .strategy = planned(question, question.point).scenario,
               .workload = study.workloads()[question.workload],
               .seeds = {question.seeds.begin(), question.seeds.end()},
               .classes = study.classes(),
               .objectives = study.objectives(),
               .metric = {},
               .confidence = question.confidence,
               .threads = question.threads});
  const ExplainedVerdict verdict = explained(explanation);
  return {
      .finding = verdict.finding, .measured = main_cause(explanation), .reason = verdict.reason};
}

OutsideVerdict judge_sensitivity(const OutsideQuestion& question) {
  const Study& study = question.study;
  const std::size_t strategy = planned(question, question.point).strategy;
  const ParameterSpace& space = study.strategies()[strategy].space();
  const std::vector<Factor> factors = factors_of(space);
  if (factors.empty()) return {.finding = Finding::held, .reason = "it has no free parameter"};

  SensitivityQuestion asked;
  asked.strategy = strategy;
  asked.workload = question.workload;
  asked.confidence = question.confidence;
  asked.threads = question.threads;
  for (const Objective& objective : study.objectives()) asked.metrics.push_back(objective.metric);
  const auto seeds = question.seeds.first(std::min(question.seeds.size(), kMostOutsideSeeds));
  asked.seeds = {seeds.begin(), seeds.end()};
  // Constraints make parameters depend on each other: no variance belongs to one of them.
  const bool has_constraints = !space.constraints().empty();
  if (has_constraints) asked.method = SensitivityMethod::morris;
  const auto rows = static_cast<std::size_t>(has_constraints ? SensitivityQuestion::kMorrisRows
                                                             : SensitivityQuestion::kSobolRows);
  const std::size_t simulations = rows * (factors.size() + 2) * seeds.size();
  if (simulations * requests_asked(question) > kMostRequests) {
    return too_long("sensitivity", simulations);
  }
  OutsideVerdict verdict{.finding = Finding::held};
  for (const SensitivityReport& report : direct_sensitivity(study, asked)) {
    const Characterisation one = characterisation_of(report);
    if (!one.is_characterised) {
      return {.reason = fmt::format("{}: {}", report.metric, one.reason)};
    }
    if (verdict.reason.empty()) verdict.reason = fmt::format("{}: {}", report.metric, one.reason);
  }
  return verdict;
}

/// One awkward strategy must not take the verdicts on all others away.
OutsideJudge guarded(OutsideVerdict (*judge)(const OutsideQuestion&)) {
  return [judge](const OutsideQuestion& question) -> OutsideVerdict {
    try {
      return judge(question);
    } catch (const engine::Problem& problem) {
      return {.reason = problem.what()};
    }
  };
}

}  // namespace

std::map<std::string, OutsideJudge> outside_judges() {
  return {{"explain", guarded(judge_explanation)}, {"sensitivity", guarded(judge_sensitivity)}};
}

}  // namespace servesweep::sweep
