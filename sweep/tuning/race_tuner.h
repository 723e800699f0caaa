#pragma once

#include <cstddef>
#include <deque>
#include <vector>

#include "sweep/tuning/seed_allocation.h"
#include "sweep/tuning/tuner.h"

namespace servesweep::sweep {

struct RaceOptions {
  std::size_t seeds = 1;        ///< of the study: who has them all is done
  std::size_t first_seeds = 4;  ///< of everybody; at least 2
  double keep = 0.5;            ///< share of the field that goes on after each heat
  /// Share of a run that the first heats simulate; 1: there are no such heats.
  double horizon = 1;
};

/// A race: all points are run on a few seeds, the better part of them on more, and so on until
/// those that are left have all seeds. After each heat the points that are left have 1/keep
/// times as many seeds, so each costs about 1 − keep of the first.
///
/// With a horizon the first heats are on the first part of the workloads (shortened_workload()),
/// also with 1/keep times as many seeds after each, until a runner's next heat would cost as much
/// as `first_seeds` whole runs: then the race starts again with those that are left, on whole
/// workloads. Short runs rank whole ones as far as what shows early lasts; they decide who goes on,
/// and nothing else. Points with short runs only are never results.
///
/// Better means by constrained ranking (feasible first, then by Pareto layer and crowding), on
/// differences to the baseline paired by seed. The seeds of a heat go where the ranking is
/// undecided (allocate_seeds()). Sources: Karnin, Koren and Somekh, "Almost optimal exploration in
/// multi-armed bandits", ICML 2013 (sequential halving); Jamieson and Talwalkar, "Non-stochastic
/// best arm identification and hyperparameter optimization", AISTATS 2016 (the length of a run as
/// the budget that is halved over).
class RaceTuner final : public Tuner {
 public:
  /// Precondition: there is a point.
  RaceTuner(const std::vector<Point>& points, RaceOptions options);

  /// The attempts of the present heat; nothing until all of it was told, then the next.
  [[nodiscard]] std::vector<Attempt> ask(std::size_t count) override;
  void tell(std::size_t attempt, const Observation& observation) override;
  [[nodiscard]] std::size_t usual_generation() const override { return runners_.size(); }

 private:
  struct Runner {
    Point point;
    std::size_t seeds = 0;  ///< asked for so far, of the present length of runs
    Observation observation{};
  };
  void begin_heat();
  void set_target();
  [[nodiscard]] bool all_have_all_seeds() const;
  void drop_the_worse();
  void give(std::size_t runner, std::size_t seeds);
  [[nodiscard]] Contender contender(const Runner& runner) const;

  RaceOptions options_;
  std::vector<Runner> runners_;
  std::vector<std::size_t> field_;  ///< runners still in the race
  std::vector<std::size_t> by_attempt_;
  std::deque<Attempt> waiting_;  ///< of this heat, not asked yet
  std::size_t under_way_ = 0;
  double target_ = 0;       ///< seeds per runner after this heat
  bool shortened_ = false;  ///< so is this heat
};

}  // namespace servesweep::sweep
