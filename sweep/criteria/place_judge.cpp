#include "sweep/criteria/place_judge.h"

#include <algorithm>
#include <iterator>

namespace servesweep::sweep {
namespace {

StrategyKind strategy_kind(const Study& study, const std::string& strategy) {
  for (const StrategyTemplate& one : study.strategies()) {
    if (one.name() == strategy) return one.facts().kind.value_or(StrategyKind::portfolio);
  }
  return StrategyKind::portfolio;
}

bool is_bound_point(const Study& study, const RankedPoint& row) {
  return strategy_kind(study, row.point.strategy) == StrategyKind::bound;
}

/// Whether a bound can be set beside a criterion: it is one figure of one strategy.
bool has_bound(const Criterion& criterion) {
  return criterion.kind == Criterion::Kind::metric &&
         criterion.thresholds.front().kind != Threshold::Kind::below;
}

/// How far a figure goes in the direction that a threshold wants.
double reach(const Threshold& threshold, const Measured& measured) {
  if (threshold.is_relative()) {
    const double change = measured.change.mean_difference;
    return threshold.goal == Goal::maximize ? change : -change;
  }
  return threshold.kind == Threshold::Kind::at_least ? measured.value : -measured.value;
}

}  // namespace

PlaceJudge::PlaceJudge(const Study& study, const Plan& plan, const io::StudyIndex& index,
                       const CriteriaQuestion& question, const FinalistSchedule& schedule,
                       const FinalistSchedule::Figures& fresh, const JudgingPlace& place)
    : study_(study),
      plan_(plan),
      index_(index),
      question_(question),
      fresh_(fresh),
      place_(place),
      workload_(schedule.workloads()[place.workload]),
      classes_(workload_.classes()),
      rows_(std::ranges::find(schedule.rankings(), static_cast<std::int64_t>(place.home),
                              &Ranking::workload)
                ->rows),
      criteria_(study.criteria().list),
      metrics_(judged_metrics(criteria_, classes_)) {}

FiguresOfMetrics PlaceJudge::figures(std::int64_t point, bool is_simulated) const {
  if (is_simulated) return fresh_.at({point, place_.workload});
  return figures_of(index_, point, static_cast<std::int64_t>(place_.home), metrics_);
}

/// Those on which a point is judged: of the study's own results the ones that the baseline has,
/// too.
std::vector<std::uint64_t> PlaceJudge::seeds_of(std::int64_t point) const {
  if (place_.is_simulated) return place_.seeds;
  const auto done = [&](std::int64_t of) {
    std::vector<std::uint64_t> seeds;
    for (const io::PlanRow& run : index_.plan) {
      if (run.point != of || run.workload != static_cast<std::int64_t>(place_.home)) continue;
      if (run.status == io::RunStatus::done) seeds.push_back(run.seed);
    }
    std::ranges::sort(seeds);
    return seeds;
  };
  std::vector<std::uint64_t> both;
  std::ranges::set_intersection(done(point), done(baseline()), std::back_inserter(both));
  return both;
}

bool PlaceJudge::is_fresh() const {
  const std::vector<std::uint64_t>& of_study = study_.all_seeds();
  return place_.is_simulated && std::ranges::none_of(place_.seeds, [&](std::uint64_t seed) {
           return std::ranges::find(of_study, seed) != of_study.end();
         });
}

JudgedCriterion PlaceJudge::ask(const Criterion& criterion, const CriteriaCase& one) const {
  if (one.seeds.empty()) return {.reason = "no seed is done on both sides"};
  const auto id = [](std::int64_t number) { return PointId(static_cast<std::int32_t>(number)); };
  const OutsideVerdict verdict =
      question_.judges.at(criterion.judge)({.study = study_,
                                            .plan = plan_,
                                            .point = id(one.point.point.id),
                                            .baseline = id(baseline()),
                                            .workload = place_.home,
                                            .seeds = one.seeds,
                                            .confidence = question_.confidence,
                                            .threads = question_.threads});
  const bool is_known = verdict.finding != Finding::undecided;
  const bool is_held = verdict.finding == Finding::held;
  JudgedCriterion judged{.finding = verdict.finding, .reason = verdict.reason};
  if (is_known) judged.doubt = {.not_so = is_held ? 0.0 : 1.0, .so = is_held ? 1.0 : 0.0};
  if (!verdict.measured.empty()) {
    judged.measured = {.kind = Measured::Kind::words, .words = verdict.measured};
  }
  return judged;
}

Contest PlaceJudge::contest(const FiguresOfMetrics& strategy, const FiguresOfMetrics& base) const {
  return {.strategy = strategy,
          .baseline = base,
          .classes = classes_,
          .confidence = question_.confidence};
}

std::vector<JudgedCriterion> PlaceJudge::judged(std::int64_t point, bool is_simulated) const {
  const FiguresOfMetrics strategy = figures(point, is_simulated),
                         base = figures(baseline(), is_simulated);
  std::vector<JudgedCriterion> judged;
  for (const Criterion& criterion : criteria_) {
    const bool is_outside = criterion.kind == Criterion::Kind::judged_by;
    judged.push_back(is_outside ? JudgedCriterion{}
                                : judge_criterion(criterion, contest(strategy, base)));
  }
  return judged;
}

/// On the seeds where its point was chosen, by the same parts as on the fresh ones.
void PlaceJudge::add_choice(CriteriaCase& one) const {
  const std::int64_t point = one.point.point.id;
  const FiguresOfMetrics strategy = figures(point, false), base = figures(baseline(), false);
  one.chosen_on = judged(point, false);
  for (std::size_t i = 0; i < criteria_.size(); ++i) {
    if (criteria_[i].kind != Criterion::Kind::every_class) continue;
    one.chosen_on[i].measured =
        measured_part(criteria_[i], one.judged[i].measured.metric, contest(strategy, base));
  }
}

std::vector<std::optional<BoundFigure>> PlaceJudge::bounds() const {
  std::vector<std::optional<BoundFigure>> best(criteria_.size());
  for (const RankedPoint& row : rows_) {
    if (!is_bound_point(study_, row) || &row == &rows_.front()) continue;
    const std::vector<JudgedCriterion> all = judged(row.point.id, place_.is_simulated);
    for (std::size_t i = 0; i < criteria_.size(); ++i) {
      if (!has_bound(criteria_[i])) continue;
      const Threshold& threshold = criteria_[i].thresholds.front();
      const double reached = reach(threshold, all[i].measured);
      if (best[i] && !(reached > reach(threshold, best[i]->measured))) continue;
      best[i] = BoundFigure{row.point.strategy, all[i].measured, all[i].finding};
    }
  }
  return best;
}

void PlaceJudge::find_out_of_reach(std::span<CriteriaCase> cases) const {
  for (std::size_t i = 0; i < criteria_.size(); ++i) {
    for (CriteriaCase& one : cases) {
      if (!one.bounds[i] || one.bounds[i]->finding != Finding::failed) continue;
      const Threshold& threshold = criteria_[i].thresholds.front();
      const double reached = reach(threshold, one.bounds[i]->measured);
      one.bounds[i]->is_out_of_reach = std::ranges::none_of(cases, [&](const CriteriaCase& other) {
        return reach(threshold, other.judged[i].measured) > reached;
      });
    }
  }
}

void PlaceJudge::add_cases(std::vector<CriteriaCase>& cases) const {
  const std::vector<std::optional<BoundFigure>> best = bounds();
  const std::size_t before = cases.size();
  for (std::size_t r = 1; r < rows_.size(); ++r) {
    if (is_bound_point(study_, rows_[r])) continue;
    const std::int64_t point = rows_[r].point.id;
    CriteriaCase one{.home = place_.home,
                     .workload = workload_.name,
                     .is_home = place_.is_home(),
                     .is_fresh = is_fresh(),
                     .is_trace = workload_.trace.has_value(),
                     .seeds = seeds_of(point),
                     .point = rows_[r],
                     .baseline_point = baseline(),
                     .judged = judged(point, place_.is_simulated),
                     .bounds = best};
    for (std::size_t i = 0; i < criteria_.size(); ++i) {
      if (criteria_[i].kind != Criterion::Kind::judged_by) continue;
      if (place_.is_home()) {
        one.judged[i] = ask(criteria_[i], one);
      } else {
        one.judged[i].reason = "see " + study_.workloads()[place_.home].name;
      }
    }
    if (place_.is_home() && place_.is_simulated) add_choice(one);
    cases.push_back(std::move(one));
  }
  find_out_of_reach(std::span(cases).subspan(before));
}

}  // namespace servesweep::sweep
