#include <set>

#include "sweep/tuning/director.h"
#include "tests/property.h"
#include "tests/sweep/tuning/echo_tuner.h"

namespace servesweep::sweep::director_property_test {
namespace {

using History = std::vector<Decision>;

/// A study of a baseline and two strategies, searched at some pace.
struct Case {
  EchoTuner::Habits first, second;
  Pace pace;

  [[nodiscard]] Director director() const {
    std::vector<std::unique_ptr<Tuner>> tuners(1);
    for (const EchoTuner::Habits& habits : {first, second}) {
      tuners.push_back(std::make_unique<EchoTuner>(habits));
    }
    return Director(std::move(tuners), pace);
  }
};

/// Draws inside a property.
std::size_t drawn(std::size_t least, std::size_t most) {
  return *rc::gen::inRange(least, most + 1);
}

Observation result_of(const StudyTrial& trial) {
  Observation observation;
  const double n = std::get<double>(trial.attempt.point.at("n"));
  observation.objectives = {n + static_cast<double>(trial.strategy)};
  return observation;
}

Case any_case(Pace pace) {
  const auto habits = [] {
    return EchoTuner::Habits{
        .points = drawn(1, 25), .generation = drawn(1, 7), .waits = drawn(0, 2) == 0};
  };
  return {.first = habits(), .second = habits(), .pace = pace};
}

/// A search whose runs end in any order, and which dies and is taken up again now and then.
class Play {
 public:
  explicit Play(const Case& what) : case_(what), director_(what.director()) {}

  /// `any`: a number below its argument.
  template <class Any>
  History run(Any any) {
    while (!director_.finished()) {
      if (any(12) == 11) restart();
      // A decision may come late: more is known by then.
      const bool may_decide = director_.can_decide();
      if (may_decide && (open_.empty() || any(3) < 2)) {
        decide();
      } else {
        RC_ASSERT(!open_.empty());  // otherwise nothing would ever happen again
        end_run(any(open_.size()));
      }
    }
    return history_;
  }

 private:
  void decide() {
    history_.push_back(director_.decide());
    for (const StudyTrial& trial : history_.back().trials) {
      open_.push_back(trials_.size());
      trials_.push_back(trial);
    }
  }
  void end_run(std::size_t place) {
    const std::size_t trial = open_[place];
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(place));
    done_.insert(trial);
    director_.note(static_cast<std::int64_t>(trial), result_of(trials_[trial]));
  }
  /// As SearchRound does it: all that the folder holds is known before the first decision.
  void restart() {
    director_ = case_.director();
    std::size_t known = 0;
    const auto note_known = [&] {
      for (; known < director_.trials(); ++known) {
        if (done_.contains(known))
          director_.note(static_cast<std::int64_t>(known), result_of(trials_[known]));
      }
    };
    for (const Decision& decision : history_) {
      director_.repeat(decision);
      note_known();
    }
  }

  Case case_;
  Director director_;
  History history_;
  std::vector<StudyTrial> trials_;
  std::vector<std::size_t> open_;  ///< decided, and not done
  std::set<std::size_t> done_;
};

History played_at_random(const Case& what) {
  return Play(what).run([](std::size_t below) { return drawn(0, below - 1); });
}

/// Every run ends in its turn, and nothing dies.
History played_in_order(const Case& what) {
  return Play(what).run([](std::size_t) { return std::size_t{0}; });
}

void check_every_trial_once(const History& history, const Case& what) {
  std::multiset<std::int64_t> told;
  std::vector<std::size_t> trials(3);
  for (const Decision& decision : history) {
    told.insert(decision.told.begin(), decision.told.end());
    for (const StudyTrial& trial : decision.trials) ++trials[trial.strategy];
  }
  RC_ASSERT(trials == (std::vector<std::size_t>{0, what.first.points, what.second.points}));
  const auto all = static_cast<std::int64_t>(what.first.points + what.second.points);
  RC_ASSERT(told.size() == static_cast<std::size_t>(all));
  for (std::int64_t trial = 0; trial < all; ++trial) RC_ASSERT(told.count(trial) == 1);
}

/// With all results at hand from the start, as in a folder where the search is over.
void check_repeats(const History& history, const Case& what) {
  Director director = what.director();
  std::int64_t known = 0;
  for (const Decision& decision : history) {
    director.repeat(decision);
    for (const StudyTrial& trial : decision.trials) {
      director.note(known++, result_of(trial));
    }
  }
  RC_ASSERT(director.finished());
}

}  // namespace

TEST_CASE("generations: one history, in whatever order runs end and wherever the search dies") {
  check_property([] {
    const Case what = any_case({.generation = drawn(0, 6), .ahead = drawn(0, 3)});
    const History history = played_at_random(what);
    RC_ASSERT(history == played_in_order(what));
    check_every_trial_once(history, what);
    check_repeats(history, what);
  });
}

TEST_CASE("asynchronously: the history that was recorded repeats, wherever the search dies") {
  check_property([] {
    const Case what = any_case({.asynchronous = drawn(1, 9)});
    const History history = played_at_random(what);
    check_every_trial_once(history, what);
    check_repeats(history, what);
  });
}

TEST_CASE("asynchronously no more is under way than the pace allows, and no less without need") {
  check_property([] {
    Case what = any_case({.asynchronous = drawn(1, 9)});
    what.first.waits = what.second.waits = false;
    std::vector<std::size_t> under_way(3), asked(3);
    std::vector<std::size_t> strategy_of;
    for (const Decision& decision : played_at_random(what)) {
      for (const std::int64_t trial : decision.told) {
        --under_way[strategy_of[static_cast<std::size_t>(trial)]];
      }
      for (const StudyTrial& trial : decision.trials) {
        strategy_of.push_back(trial.strategy);
        ++under_way[trial.strategy];
        ++asked[trial.strategy];
      }
      for (const std::size_t strategy : {1U, 2U}) {
        const std::size_t points = (strategy == 1 ? what.first : what.second).points;
        RC_ASSERT(under_way[strategy] <= what.pace.asynchronous);
        RC_ASSERT(under_way[strategy] == what.pace.asynchronous || asked[strategy] == points);
      }
    }
  });
}

}  // namespace servesweep::sweep::director_property_test
