#include "sweep/robustness/robustness_study.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/study/limited_items.h"
#include "sweep/study/metric_name.h"
#include "sweep/study/name.h"
#include "sweep/study/objective.h"
#include "sweep/study/referenced_document.h"
#include "sweep/study/seeds.h"

namespace servesweep::sweep {
namespace {

constexpr std::size_t kMostContests = 100, kMostCases = 1'000;
constexpr double kLeastRate = 1e-3, kMostRate = 1e3;

Study read_study(const io::Document& node) {
  Study study = Study::read(referenced_document(node));
  if (!study.loads().needs_measurement() && !study.warm_up().needs_measurement(study.workloads()))
    return study;
  throw node.problem(fmt::format("study {} measures its loads or its warm-up", study.name()),
                     "a rate that is found anew is not the same everywhere",
                     "state saturation_per_s and warmup in seconds");
}

std::vector<std::uint64_t> read_fresh_seeds(const io::Document& node, const Study& study) {
  std::vector<std::uint64_t> seeds = read_seeds(node);
  if (seeds.size() < 2) {
    throw node.problem("is one seed", "one has no confidence interval", "give two or more");
  }
  for (const std::uint64_t seed : seeds) {
    if (std::ranges::find(study.all_seeds(), seed) == study.all_seeds().end()) continue;
    throw node.problem(fmt::format("{} is a seed of study {}", seed, study.name()),
                       "what was seen there is flattered there", "take others");
  }
  std::ranges::sort(seeds);
  return seeds;
}

}  // namespace

RobustnessStudy RobustnessStudy::read_file(const std::filesystem::path& path) {
  const io::Document document = io::Document::read_file(path);
  document.allow_only(
      {"robustness", "question", "study", "workload", "rate", "seeds", "contests", "cases"});
  RobustnessStudy robustness(read_study(document.at("study")));
  robustness.name_ = read_name(document.at("robustness"));
  if (const auto question = document.find("question")) robustness.question_ = question->text();
  robustness.read_workload(document);
  robustness.seeds_ = read_fresh_seeds(document.at("seeds"), robustness.study_);
  robustness.read_contests(document.at("contests"));
  robustness.read_cases(document.at("cases"));
  return robustness;
}

void RobustnessStudy::read_workload(const io::Document& document) {
  if (const auto workload = document.find("workload")) {
    workload_ = WorkloadFile::read(referenced_document(*workload));
  } else if (study_.workloads().size() == 1) {
    workload_ = study_.workloads().front();
  } else {
    throw document.problem(
        fmt::format("study {} has {} workloads", study_.name(), study_.workloads().size()),
        "one is tried in all cases", "name one: 'workload: FILE'");
  }
  if (const auto rate = document.find("rate")) {
    workload_ = workload_.at_rate(rate->real(kLeastRate, kMostRate));
  }
}

std::size_t RobustnessStudy::read_strategy(const io::Document& node) const {
  std::vector<std::string> names;
  for (const StrategyTemplate& one : study_.strategies()) names.push_back(one.name());
  const auto found = std::ranges::find(names, node.text());
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  throw node.problem(fmt::format("study {} has no strategy '{}'", study_.name(), node.text()), "",
                     engine::suggest_name(node.text(), names));
}

void RobustnessStudy::read_contests(const io::Document& list) {
  const std::vector<Metric> metrics = study_metrics(workload_.classes());
  for (const io::Document& item : limited_items(list, kMostContests)) {
    item.allow_only({"strategy", "than", "metric"});
    RobustnessContest contest;
    contest.strategy = read_strategy(item.at("strategy"));
    if (const auto than = item.find("than")) contest.than = read_strategy(*than);
    if (contest.strategy == contest.than) {
      throw item.problem("compares a strategy with itself", "", "name another one");
    }
    contest.metric = study_.objectives().front().metric;
    if (const auto metric = item.find("metric")) {
      contest.metric = read_metric(*metric, metrics).column.name;
    }
    for (const Metric& metric : metrics) {
      if (metric.column.name != contest.metric) continue;
      contest.goal = goal_of(metric, study_.objectives());
    }
    contests_.push_back(std::move(contest));
  }
  if (contests_.empty()) throw list.problem("is empty", "", "say who is compared with whom");
}

/// Requests and scenarios of a case are made once here, so that nothing fails later.
void RobustnessStudy::read_cases(const io::Document& list) {
  for (const io::Document& item : limited_items(list, kMostCases)) {
    RobustnessCase one = RobustnessCase::read(item);
    const bool is_known = std::ranges::any_of(
        cases_, [&](const RobustnessCase& other) { return other.name() == one.name(); });
    if (is_known) {
      throw item.problem(fmt::format("case '{}' is there twice", one.name()),
                         "results are told apart by name", "rename or remove one");
    }
    (void)workload(one);
    for (const RobustnessContest& contest : contests_) {
      (void)scenario(one, contest.strategy);
      (void)scenario(one, contest.than);
    }
    cases_.push_back(std::move(one));
  }
  if (cases_.size() >= 2) return;
  throw list.problem("has no case to compare with the first", "the first one is home",
                     "list at least two");
}

std::string RobustnessStudy::text_of(const RobustnessContest& contest) const {
  return fmt::format("{} against {} in {}", study_.strategies()[contest.strategy].name(),
                     study_.strategies()[contest.than].name(), contest.metric);
}

WorkloadFile RobustnessStudy::workload(const RobustnessCase& one) const {
  return one.workload(workload_, study_.cluster().instances);
}

engine::Scenario RobustnessStudy::scenario(const RobustnessCase& one, std::size_t strategy) const {
  const StrategyTemplate& chosen = study_.strategies()[strategy];
  return one.scenario(study_.scenario_at(strategy, chosen.space().default_point()),
                      chosen.fixes_gpu_blocks());
}

}  // namespace servesweep::sweep
