#include "tests/benchmark/virtual_search.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <initializer_list>

namespace virtual_search_test {

using namespace servesweep;
using namespace servesweep::benchmark;

namespace {

/// Places along x1 of a problem in 6 dimensions, two seeds each, in an order that depends on what
/// was told.
class Walk final : public sweep::Tuner {
 public:
  explicit Walk(std::size_t points) : points_(points) {}

  [[nodiscard]] std::vector<sweep::Attempt> ask(std::size_t count) override {
    std::vector<sweep::Attempt> attempts;
    for (; attempts.size() < count && asked_ < points_; ++asked_) {
      sweep::PointValues values{{"x1", static_cast<double>(asked_) + learned_}};
      for (const char* name : {"x2", "x3", "x4", "x5", "x6"}) values.emplace_back(name, 0.0);
      attempts.push_back({.point = sweep::Point(values), .first_seed = 0, .seeds = 2});
    }
    return attempts;
  }
  void tell(std::size_t attempt, const sweep::Observation& /*observation*/) override {
    learned_ = learned_ / 2 + static_cast<double>(attempt % 2) / 4;
  }
  [[nodiscard]] std::size_t usual_generation() const override { return 3; }

 private:
  std::size_t points_, asked_ = 0;
  double learned_ = 0;
};

VirtualSearch search(std::size_t points, sweep::Pace pace, const VirtualLoad& load) {
  return run_virtual_search(search_problem("zdt1"), std::make_unique<Walk>(points), pace, load);
}

/// Every run takes 1.
constexpr VirtualLoad kEven{.workers = 4, .log_deviation = 0};

}  // namespace

TEST_CASE("generations of 6 runs leave a quarter of 4 equal workers idle, with one ahead none") {
  const VirtualSearch apart = search(12, {.generation = 3}, kEven);
  CHECK(apart.time == 8);
  CHECK(apart.busy == 0.75);
  CHECK(apart.busy_deciding == 0.75);  // the last generation is decided at 6
  const VirtualSearch ahead = search(12, {.generation = 3, .ahead = 1}, kEven);
  CHECK(ahead.time == 6);
  CHECK(ahead.busy == 1);
  for (const VirtualSearch& one : {apart, ahead}) {
    CHECK(one.evaluations == 12);
    CHECK(one.runs == 24);
    CHECK(one.distinct_runs == 24);
  }
}

TEST_CASE("asynchronously 2 points keep 4 equal workers busy, 1 point half of them") {
  CHECK(search(6, {.asynchronous = 2}, kEven).time == 3);
  CHECK(search(6, {.asynchronous = 1}, kEven).busy == 0.5);
}

TEST_CASE("workers wait for decisions unless these are made ahead") {
  VirtualLoad load = kEven;
  load.per_trial = 0.25;  // half a run for a generation of 2
  const VirtualSearch apart = search(8, {.generation = 2}, load);
  CHECK(apart.time == 6);  // 4 times half a run and a run
  CHECK(apart.busy == 8.0 / 12);
  CHECK(apart.thinking_time == 2);
  CHECK(search(8, {.generation = 2, .ahead = 1}, load).time == 4.5);
}

TEST_CASE("at every pace all trials are told once, and the history repeats") {
  const VirtualLoad uneven{.workers = 5, .per_trial = 0.1, .seed = 3};
  for (const sweep::Pace pace :
       {sweep::Pace{}, sweep::Pace{.generation = 4, .ahead = 2}, sweep::Pace{.asynchronous = 6}}) {
    CAPTURE(pace.ahead);
    CAPTURE(pace.asynchronous);
    const VirtualSearch first = search(40, pace, uneven);
    CHECK(first.history == search(40, pace, uneven).history);
    CHECK(first.evaluations == 40);
    CHECK(first.distinct_runs == 80);
    CHECK(first.busy <= 1);
    std::vector<std::int64_t> told;
    std::size_t trials = 0;
    for (const sweep::Decision& decision : first.history) {
      told.insert(told.end(), decision.told.begin(), decision.told.end());
      trials += decision.trials.size();
    }
    std::ranges::sort(told);
    CHECK(trials == 40);
    REQUIRE(told.size() == 40);
    for (std::int64_t trial = 0; trial < 40; ++trial) CHECK(told[std::size_t(trial)] == trial);
  }
}

TEST_CASE("generations do not depend on how long the runs take, asynchronous decisions do") {
  VirtualLoad other{.workers = 3, .log_deviation = 1, .seed = 5};
  for (const std::size_t ahead : {0U, 1U, 3U}) {
    const sweep::Pace pace{.generation = 4, .ahead = ahead};
    CHECK(search(30, pace, kEven).history == search(30, pace, other).history);
  }
  const sweep::Pace pace{.asynchronous = 4};
  CHECK(search(30, pace, kEven).history != search(30, pace, other).history);
}

}  // namespace virtual_search_test
