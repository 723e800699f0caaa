#include "tests/benchmark/search_race.h"

#include <utility>

#include "sweep/search/constrained_ranking.h"
#include "tests/benchmark/stopwatch.h"

namespace servesweep::benchmark {
namespace {

double hypervolume_of_first(const RaceTrace& trace, std::size_t count) {
  std::vector<sweep::Objectives> first;
  for (std::size_t i = 0; i < count; ++i) first.push_back(trace.points[i].objectives);
  return sweep::hypervolume(first, trace.reference);
}

/// Runs one attempt, and adds what it took to the clock.
sweep::Observation run_attempt(const sweep::Attempt& attempt, PointRunner& runner,
                               const RaceLimits& limits, RaceTrace& trace) {
  const CpuStopwatch watch;
  const std::size_t before = runner.runs();
  sweep::Observation seen = runner.run(attempt);
  trace.runs += runner.runs() - before;
  trace.seconds += limits.run_s > 0 ? limits.run_s * (runner.work() - trace.work) : watch.seconds();
  trace.work = runner.work();
  ++trace.attempts;
  const bool is_whole = !attempt.shortened && runner.is_complete(attempt.point);
  if (is_whole && sweep::violation_of(seen) <= 0) {
    trace.points.push_back({.seconds = trace.seconds, .objectives = seen.objectives});
  }
  return seen;
}

}  // namespace

double RaceTrace::hypervolume_at(double until_s) const {
  std::size_t count = 0;
  while (count < points.size() && points[count].seconds <= until_s) ++count;
  return hypervolume_of_first(*this, count);
}

std::optional<double> RaceTrace::hypervolume_of(std::size_t count) const {
  if (count > points.size()) return std::nullopt;
  return hypervolume_of_first(*this, count);
}

std::vector<std::pair<std::size_t, double>> RaceTrace::growth() const {
  std::vector<std::pair<std::size_t, double>> steps;
  std::vector<sweep::Objectives> useful;
  double last = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    useful.push_back(points[i].objectives);
    const double now = sweep::hypervolume(useful, reference);
    if (now > last) {
      steps.emplace_back(i, now);
      last = now;
    } else {
      useful.pop_back();
    }
  }
  return steps;
}

std::optional<double> RaceTrace::seconds_to(double hypervolume) const {
  for (const auto& [place, grown] : growth()) {
    if (grown >= hypervolume) return points[place].seconds;
  }
  return std::nullopt;
}

RaceTrace run_race(sweep::Director& director, PointRunner& runner, const RaceLimits& limits) {
  RaceTrace trace{.reference = runner.reference(), .points = {}};
  const auto is_over = [&] {
    return trace.seconds >= limits.seconds || trace.attempts >= limits.points;
  };
  while (!is_over() && director.can_decide()) {
    const CpuStopwatch watch;
    const sweep::Decision decision = director.decide();
    const double thought_s = watch.seconds();
    trace.thinking_s += thought_s;
    trace.seconds += thought_s;
    auto number = static_cast<std::int64_t>(director.trials() - decision.trials.size());
    for (const sweep::StudyTrial& trial : decision.trials) {
      if (is_over()) return trace;
      director.note(number++, run_attempt(trial.attempt, runner, limits, trace));
    }
  }
  return trace;
}

}  // namespace servesweep::benchmark
