#include "sweep/criteria/finalist_schedule.h"

#include <algorithm>

#include "sweep/criteria/new_seeds.h"
#include "sweep/ranking/objective_question.h"

namespace servesweep::sweep {

FinalistSchedule::FinalistSchedule(const Study& study, const io::StudyIndex& index,
                                   const CriteriaQuestion& question)
    : rankings_(rank(index, objective_question(study))),
      workloads_(study.workloads()),
      own_workloads_(study.workloads().size()) {
  workloads_.insert(workloads_.end(), question.also_on.begin(), question.also_on.end());
  for (const Ranking& ranking : rankings_) {
    add_places(static_cast<std::size_t>(ranking.workload), study, question);
  }
  for (const JudgingPlace& place : places_) {
    if (place.is_simulated) add_wanted(place);
  }
}

void FinalistSchedule::add_places(std::size_t home, const Study& study,
                                  const CriteriaQuestion& question) {
  std::vector<std::uint64_t> seeds =
      new_seeds(workloads_[home], study.all_seeds(), question.fresh_seeds);
  const bool is_simulated = seeds.size() > 1;
  if (!is_simulated) seeds.clear();
  places_.push_back(
      {.home = home, .workload = home, .is_simulated = is_simulated, .seeds = std::move(seeds)});
  for (std::size_t other = own_workloads_; other < workloads_.size(); ++other) {
    const bool none = question.fresh_seeds.empty();
    places_.push_back(
        {.home = home,
         .workload = other,
         .is_simulated = true,
         .seeds = new_seeds(workloads_[other], {}, none ? study.seeds() : question.fresh_seeds)});
  }
}

void FinalistSchedule::add_wanted(const JudgingPlace& place) {
  const auto ranking =
      std::ranges::find(rankings_, static_cast<std::int64_t>(place.home), &Ranking::workload);
  for (const RankedPoint& row : ranking->rows) {
    auto point = std::ranges::find(points_, row.point.id);
    if (point == points_.end()) point = points_.insert(points_.end(), row.point.id);
    const auto scenario = static_cast<std::size_t>(point - points_.begin());
    const bool is_there = std::ranges::any_of(wanted_, [&](const WantedFigures& one) {
      return one.scenario == scenario && one.workload == place.workload;
    });
    if (is_there) continue;
    wanted_.push_back({.scenario = scenario, .workload = place.workload, .seeds = place.seeds});
  }
}

std::size_t FinalistSchedule::runs() const {
  std::size_t runs = 0;
  for (const WantedFigures& one : wanted_) runs += one.seeds.size();
  return runs;
}

std::vector<std::string> FinalistSchedule::classes() const {
  std::vector<std::string> classes;
  for (const WorkloadFile& workload : workloads_) {
    for (const std::string& one : workload.classes()) {
      if (std::ranges::find(classes, one) == classes.end()) classes.push_back(one);
    }
  }
  return classes;
}

FinalistSchedule::Figures FinalistSchedule::figures(const Plan& plan,
                                                    const std::vector<Criterion>& criteria,
                                                    int threads) const {
  std::vector<engine::Scenario> scenarios;
  for (const std::int64_t point : points_) {
    scenarios.push_back(plan.points()[static_cast<std::size_t>(point)].scenario);
  }
  const std::vector<std::string> names = classes();
  std::vector<FiguresOfMetrics> found = direct_figures(
      std::move(scenarios), workloads_, wanted_, judged_metrics(criteria, names), names, threads);
  Figures figures;
  for (std::size_t i = 0; i < wanted_.size(); ++i) {
    figures.emplace(std::pair(points_[wanted_[i].scenario], wanted_[i].workload),
                    std::move(found[i]));
  }
  return figures;
}

}  // namespace servesweep::sweep
