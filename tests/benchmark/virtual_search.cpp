#include "tests/benchmark/virtual_search.h"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>

#include "tests/benchmark/stopwatch.h"
#include "tests/benchmark/virtual_runs.h"
#include "tests/benchmark/virtual_workers.h"

namespace servesweep::benchmark {
namespace {

std::vector<std::unique_ptr<sweep::Tuner>> only(std::unique_ptr<sweep::Tuner> tuner) {
  std::vector<std::unique_ptr<sweep::Tuner>> tuners(1);  // the baseline is not searched
  tuners.push_back(std::move(tuner));
  return tuners;
}

class Search {
 public:
  Search(const SearchProblem& problem, std::unique_ptr<sweep::Tuner> tuner, sweep::Pace pace,
         const VirtualLoad& load)
      : problem_(problem),
        load_(load),
        runs_(problem, load.log_deviation, load.seed),
        director_(only(std::move(tuner)), pace),
        workers_(load.workers) {}

  VirtualSearch run() {
    for (begin_thought(); thought_ || !workers_.idle(); begin_thought()) {
      const bool decided =
          thought_ && (workers_.idle() || thought_->ready_at <= workers_.next_end());
      decided ? end_thought() : end_run();
    }
    result_.hypervolume = sweep::hypervolume(feasible_, problem_.reference);
    result_.time = workers_.now();
    result_.busy = workers_.busy_share();
    result_.distinct_runs = distinct_.size();
    return std::move(result_);
  }

 private:
  struct Thought {
    double ready_at;
    sweep::Decision decision;
  };
  struct Trial {
    sweep::Objectives truth;
    std::size_t first_run, runs, missing;
  };

  /// As StudySearch::poll() does: what is known by now is noted, unless a decision is being made.
  void begin_thought() {
    if (thought_) return;
    for (const std::size_t trial : complete_) {
      const Trial& done = trials_[trial];
      director_.note(static_cast<std::int64_t>(trial),
                     runs_.observe(done.truth, done.first_run, done.runs));
    }
    result_.evaluations += std::exchange(complete_, {}).size();
    if (!director_.can_decide()) return;
    sweep::Decision decision;
    const double seconds = processor_seconds_of([&] { decision = director_.decide(); });
    const double time = load_.per_processor_second * seconds +
                        load_.per_trial * static_cast<double>(decision.trials.size());
    result_.thinking_time += time;
    thought_ = Thought{.ready_at = workers_.now() + time, .decision = std::move(decision)};
  }

  void end_thought() {
    workers_.wait_until(thought_->ready_at);
    for (const sweep::StudyTrial& trial : thought_->decision.trials) begin(trial.attempt);
    if (!thought_->decision.trials.empty()) result_.busy_deciding = workers_.busy_share();
    result_.history.push_back(std::move(thought_->decision));
    thought_.reset();
  }

  void begin(const sweep::Attempt& attempt) {
    sweep::UnitPoint x;
    for (const auto& [name, value] : attempt.point.values()) x.push_back(std::get<double>(value));
    Trial trial{.truth = problem_.objectives(x),
                .first_run = result_.runs,
                .runs = attempt.seeds,
                .missing = attempt.seeds};
    for (std::size_t i = 0; i < attempt.seeds; ++i) {
      workers_.add(static_cast<std::int64_t>(trials_.size()), runs_.time(result_.runs++));
      distinct_.emplace(attempt.point.json(), attempt.first_seed + i);
    }
    if (problem_.is_feasible(trial.truth)) feasible_.push_back(trial.truth);
    trials_.push_back(std::move(trial));
  }

  void end_run() {
    const auto trial = static_cast<std::size_t>(workers_.finish());
    if (--trials_[trial].missing == 0) complete_.push_back(trial);
  }

  const SearchProblem& problem_;
  VirtualLoad load_;
  VirtualRuns runs_;
  sweep::Director director_;
  VirtualWorkers workers_;
  std::optional<Thought> thought_;
  std::vector<Trial> trials_;          ///< by number
  std::vector<std::size_t> complete_;  ///< not noted yet
  std::vector<sweep::Objectives> feasible_;
  std::set<std::pair<std::string, std::size_t>> distinct_;  ///< point and seed
  VirtualSearch result_;
};

}  // namespace

VirtualSearch run_virtual_search(const SearchProblem& problem, std::unique_ptr<sweep::Tuner> tuner,
                                 sweep::Pace pace, const VirtualLoad& load) {
  return Search(problem, std::move(tuner), pace, load).run();
}

}  // namespace servesweep::benchmark
