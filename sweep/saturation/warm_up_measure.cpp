#include "sweep/saturation/warm_up_measure.h"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <functional>
#include <queue>
#include <tuple>
#include <utility>

#include "engine/simulate.h"
#include "engine/workload/generated_requests.h"
#include "sweep/statistics/mser5.h"
#include "sweep/study/make_workload.h"

namespace servesweep::sweep {
namespace {

/// What a request got, µs, kNever where it got nothing; and how many it met.
struct Answer {
  engine::TimeUs arrival_us = 0, ttft_us = engine::kNever, e2e_us = engine::kNever;
  std::int64_t met = 0;  ///< requests in the cluster when it came
};
using Answers = std::vector<Answer>;  ///< of a seed, by arrival

/// Requests leave when they complete. Those that were turned away are never inside; all others
/// without an end stay.
class Population {
 public:
  void enter(engine::TimeUs leave_us) { leaves_us_.push(leave_us); }
  [[nodiscard]] std::int64_t at(engine::TimeUs now_us) {
    while (!leaves_us_.empty() && leaves_us_.top() <= now_us) leaves_us_.pop();
    return static_cast<std::int64_t>(leaves_us_.size());
  }

 private:
  std::priority_queue<engine::TimeUs, std::vector<engine::TimeUs>, std::greater<>> leaves_us_;
};

class AnswerSink final : public engine::RecordSink {
 public:
  void record(const engine::RequestRecord& record) override {
    if (record.arrival_us == engine::kNever) return;
    answers_.push_back(
        {.arrival_us = record.arrival_us, .ttft_us = record.ttft_us, .e2e_us = record.e2e_us});
    const bool turned_away = record.status == engine::RequestStatus::rejected ||
                             record.status == engine::RequestStatus::dropped;
    if (turned_away) return;
    const bool completed = record.status == engine::RequestStatus::completed;
    stays_us_.emplace_back(record.arrival_us,
                           completed ? record.arrival_us + record.e2e_us : engine::kForever);
  }
  [[nodiscard]] Answers take() {
    // All of it, so that the order of equal arrivals is not one of chance.
    std::ranges::sort(answers_, {}, [](const Answer& answer) {
      return std::tuple(answer.arrival_us, answer.ttft_us, answer.e2e_us);
    });
    std::ranges::sort(stays_us_);
    Population inside;
    auto next = stays_us_.begin();
    for (Answer& answer : answers_) {
      for (; next != stays_us_.end() && next->first < answer.arrival_us; ++next) {
        inside.enter(next->second);
      }
      answer.met = inside.at(answer.arrival_us);
    }
    return std::move(answers_);
  }

 private:
  Answers answers_;
  std::vector<std::pair<engine::TimeUs, engine::TimeUs>> stays_us_;  ///< from and to
};

Answers simulate_answers(engine::Simulator& simulator, const WorkloadFile& file,
                         std::uint64_t seed) {
  AnswerSink sink;
  if (file.trace) {
    const engine::Workload workload = make_workload(file, seed);
    (void)simulator.run(workload, {}, {.records = &sink});
  } else {
    engine::GeneratedRequests requests(file.spec);
    requests.restart(seed);
    (void)simulator.run(requests, {.records = &sink});
  }
  return sink.take();
}

/// The mean over seeds of each place, and the places that have one.
struct Series {
  std::vector<double> means;
  std::vector<std::size_t> places;
};

Series answer_series(const std::vector<Answers>& seeds, engine::TimeUs Answer::*figure) {
  std::size_t places = seeds.front().size();
  for (const Answers& seed : seeds) places = std::min(places, seed.size());
  Series series;
  for (std::size_t place = 0; place < places; ++place) {
    double sum = 0, count = 0;
    for (const Answers& seed : seeds) {
      if (seed[place].*figure == engine::kNever) continue;
      sum += static_cast<double>(seed[place].*figure);
      ++count;
    }
    if (count == 0) continue;
    series.means.push_back(sum / count);
    series.places.push_back(place);
  }
  return series;
}

WarmUpMeasure cut_of(const std::vector<Answers>& seeds) {
  WarmUpMeasure measure;
  std::size_t first = 0;  // place of the first request that counts
  for (engine::TimeUs Answer::*const figure : {&Answer::ttft_us, &Answer::e2e_us, &Answer::met}) {
    const Series series = answer_series(seeds, figure);
    const bool is_smooth = figure == &Answer::met;  // neighbours meet nearly the same requests
    const Truncation found = is_smooth ? mser5_in_first_half(series.means) : mser5(series.means);
    if (!found.is_valid) return {.is_stationary = false};
    if (found.cut > 0) first = std::max(first, series.places[found.cut]);
  }
  if (first == 0) return measure;
  for (const Answers& seed : seeds) {
    measure.measure_from_us = std::max(measure.measure_from_us, seed[first].arrival_us);
  }
  for (const Answers& seed : seeds) {
    const auto begin =
        std::ranges::lower_bound(seed, measure.measure_from_us, {}, &Answer::arrival_us);
    measure.cut_fraction +=
        static_cast<double>(begin - seed.begin()) / static_cast<double>(seed.size() * seeds.size());
  }
  return measure;
}

}  // namespace

WarmUpMeasure measure_warm_up(const engine::Scenario& scenario, const WorkloadFile& workload,
                              const std::vector<std::uint64_t>& seeds, int threads) {
  const std::size_t count = std::min(seeds.size(), kMostWarmUpSeeds);
  std::vector<Answers> answers(count);
  const tbb::global_control parallelism(tbb::global_control::max_allowed_parallelism,
                                        static_cast<std::size_t>(threads));
  tbb::task_arena arena(threads);
  tbb::enumerable_thread_specific<engine::Simulator> simulators([&] {
    engine::Simulator simulator;
    simulator.configure(scenario);
    return simulator;
  });
  arena.execute([&] {
    tbb::parallel_for(std::size_t{0}, count, [&](std::size_t i) {
      answers[i] = simulate_answers(simulators.local(), workload, seeds[i]);
    });
  });
  return cut_of(answers);
}

}  // namespace servesweep::sweep
