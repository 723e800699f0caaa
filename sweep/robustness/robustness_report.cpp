#include "sweep/robustness/robustness_report.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "sweep/criteria/direct_figures.h"
#include "sweep/ranking/served_share.h"

namespace servesweep::sweep {
namespace {

using Bound = Threshold::Kind;

/// Which simulations a report needs, and where their figures are.
class Schedule {
 public:
  explicit Schedule(const RobustnessStudy& robustness) : robustness_(robustness) {
    for (std::size_t one = 0; one < robustness.cases().size(); ++one) add_case(one);
  }

  [[nodiscard]] std::size_t simulations() const {
    return wanted_.size() * robustness_.seeds().size();
  }

  /// Figures of a strategy in a case, at positions().
  [[nodiscard]] std::vector<FiguresOfMetrics> figures(int threads) const {
    std::set<std::string> metrics;
    for (const RobustnessContest& contest : robustness_.contests()) {
      metrics.insert(contest.metric);
      for (const std::string& share : served_shares(contest.metric)) metrics.insert(share);
    }
    return direct_figures(scenarios_, workloads_, wanted_, metrics, classes_, threads);
  }
  [[nodiscard]] std::size_t position(std::size_t one, std::size_t strategy) const {
    return positions_.at({one, strategy});
  }
  [[nodiscard]] const std::vector<std::string>& classes() const { return classes_; }

 private:
  void add_case(std::size_t one) {
    const RobustnessCase& wanted = robustness_.cases()[one];
    const std::size_t workload = position_of(robustness_.workload(wanted));
    for (const RobustnessContest& contest : robustness_.contests()) {
      for (const std::size_t strategy : {contest.strategy, contest.than}) {
        if (!positions_.emplace(std::pair(one, strategy), wanted_.size()).second) continue;
        wanted_.push_back(
            {.scenario = scenarios_.size(), .workload = workload, .seeds = robustness_.seeds()});
        scenarios_.push_back(robustness_.scenario(wanted, strategy));
      }
    }
  }

  /// Cases with the same requests share them.
  std::size_t position_of(WorkloadFile workload) {
    const std::string identity = workload.identity().json();
    const auto [found, is_new] = workload_of_.emplace(identity, workloads_.size());
    if (is_new) {
      for (const std::string& one : workload.classes()) {
        if (std::ranges::find(classes_, one) == classes_.end()) classes_.push_back(one);
      }
      workloads_.push_back(std::move(workload));
    }
    return found->second;
  }

  const RobustnessStudy& robustness_;
  std::vector<engine::Scenario> scenarios_;
  std::vector<WorkloadFile> workloads_;
  std::map<std::string, std::size_t> workload_of_;
  std::vector<std::string> classes_;
  std::vector<WantedFigures> wanted_;
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> positions_;
};

JudgedCriterion judged(const RobustnessContest& contest, const Contest& figures, Bound kind,
                       double bound) {
  return judge_threshold(
      {.metric = contest.metric, .goal = contest.goal, .kind = kind, .bound = bound}, figures);
}

/// Whether a case has not changed a single figure.
bool is_same(const PairedDifference& change, const PairedDifference& home) {
  return change.baseline_mean == home.baseline_mean &&
         change.mean_difference == home.mean_difference && change.difference == home.difference;
}

/// By how much it is surely better; 0 if it is not.
double sure_gain(const RobustnessContest& contest, const JudgedCriterion& better) {
  if (better.finding != Finding::held) return 0;
  const double change = better.measured.change.relative_difference;
  return contest.goal == Goal::maximize ? change : -change;
}

}  // namespace

const char* name_of(Endurance endurance) {
  switch (endurance) {
    case Endurance::home:
      return "home";
    case Endurance::unaffected:
      return "unaffected";
    case Endurance::holds:
      return "holds";
    case Endurance::shrinks:
      return "shrinks";
    case Endurance::vanishes:
      return "vanishes";
    case Endurance::reverses:
      return "reverses";
    case Endurance::better:
      return "better";
    case Endurance::undecided:
      return "undecided";
    case Endurance::worse:
      return "worse";
    case Endurance::unknown:
      return "unknown";
  }
  return "unknown";
}

Endurance endurance_of(const RobustnessContest& contest, const Contest& figures, double gain) {
  constexpr double kHalf = 0.5;
  const bool has_gain = gain > 0;
  const Finding half = has_gain ? judged(contest, figures, Bound::better_by, kHalf * gain).finding
                                : Finding::undecided;
  if (judged(contest, figures, Bound::better_by, 0).finding == Finding::held) {
    if (half == Finding::held) return Endurance::holds;
    return half == Finding::failed ? Endurance::shrinks : Endurance::better;
  }
  if (judged(contest, figures, Bound::worse_by_at_most, 0).finding == Finding::failed) {
    return has_gain ? Endurance::reverses : Endurance::worse;
  }
  return half == Finding::failed ? Endurance::vanishes : Endurance::undecided;
}

RobustnessReport robustness_report(const RobustnessStudy& robustness, double confidence,
                                   int threads) {
  const Schedule schedule(robustness);
  const std::vector<FiguresOfMetrics> figures = schedule.figures(threads);
  RobustnessReport report{.confidence = confidence, .simulations = schedule.simulations()};
  std::vector<double> gains;  // by contest, at home
  for (std::size_t one = 0; one < robustness.cases().size(); ++one) {
    for (std::size_t i = 0; i < robustness.contests().size(); ++i) {
      const RobustnessContest& contest = robustness.contests()[i];
      const Contest sides{.strategy = figures[schedule.position(one, contest.strategy)],
                          .baseline = figures[schedule.position(one, contest.than)],
                          .classes = schedule.classes(),
                          .confidence = confidence};
      const JudgedCriterion better = judged(contest, sides, Bound::better_by, 0);
      RobustnessRow row{.contest = i, .one = one, .change = better.measured.change};
      row.reason = better.reason;
      if (one == 0) {
        gains.push_back(sure_gain(contest, better));
        row.endurance = Endurance::home;
      } else if (is_same(row.change, report.rows[i].change)) {
        row.endurance = Endurance::unaffected;
      } else if (std::isfinite(row.change.mean_difference)) {
        row.endurance = endurance_of(contest, sides, gains[i]);
      }
      report.rows.push_back(std::move(row));
    }
  }
  return report;
}

}  // namespace servesweep::sweep
