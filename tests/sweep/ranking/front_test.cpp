#include "sweep/ranking/front.h"

#include <doctest/doctest.h>

#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <random>

#include "tests/sweep/ranking/sample_index.h"

namespace servesweep::sweep::test::front_test {
namespace {

/// Latency to be minimised, rate to be maximised.
FrontQuestion question() {
  FrontQuestion question{
      .panel = {.baseline = "base", .metrics = SampleIndex::question().metrics, .objectives = 2}};
  return question;
}

const FrontPoint& of(const Front& front, std::int64_t id) {
  for (const FrontPoint& point : front.points) {
    if (point.row->id == id) return point;
  }
  throw std::out_of_range("no such point");
}

}  // namespace

TEST_CASE("front: by hand") {
  SampleIndex sample;
  const auto point = [&](const std::string& strategy, double latency, double rate) {
    sample.point(strategy, std::vector<double>(5, latency), std::vector<double>(5, rate));
  };
  point("base", 100, 10);
  point("fast", 50, 11);
  point("middle", 60, 18);
  point("rich", 90, 20);
  point("dominated", 70, 12);
  const Front front = front_of(sample.index(), question());
  REQUIRE(front.points.size() == 5);
  for (const std::int64_t id : {1, 2, 3}) {
    CHECK(of(front, id).on_front);
    CHECK(of(front, id).front_share == doctest::Approx(1));
  }
  CHECK(front.points[0].row->id == 1);  // by the first objective
  CHECK_FALSE(of(front, 0).on_front);
  CHECK(of(front, 4).front_share == 0);
  CHECK(of(front, 2).is_knee);
  CHECK(of(front, 2).knee_share == doctest::Approx(1));
  CHECK(front.reference == std::vector<double>{100, 10});
  // Boxes in units of (100, 10): 0.5 × 0.1, then 0.4 × (0.8 − 0.1), then 0.1 × (1 − 0.8).
  CHECK(front.hypervolume == doctest::Approx(0.05 + 0.28 + 0.02));
  CHECK(front.hypervolume_interval.lower == doctest::Approx(0.35));
  CHECK(front.hypervolume_interval.upper == doctest::Approx(0.35));

  FrontQuestion fixed = question();
  fixed.reference = {60, 10};
  CHECK(front_of(sample.index(), fixed).hypervolume == doctest::Approx(1.0 / 6 * 0.1));
}

TEST_CASE("front: resamples are of seeds and the same for all points") {
  // "pair" beats the baseline under every seed by 1, whatever the seeds do to both; "luck" is
  // better under two seeds of three and by the mean.
  SampleIndex sample;
  sample.point("base", {100, 200, 300}, {1, 1, 1})
      .point("pair", {99, 199, 299}, {1, 1, 1})
      .point("luck", {90, 190, 310}, {1, 1, 1});
  const Front front = front_of(sample.index(), question());
  CHECK(of(front, 0).front_share == 0);
  CHECK(of(front, 2).on_front);
  // "luck" loses on a mean of −9, −9, +11 with weights (a, b, c): 9(a + b) < 11c, that is c ≥ 2,
  // of probability 3·(1/3)²·(2/3) + (1/3)³ = 7/27. 4 σ of 2000 resamples are 4 %.
  CHECK(of(front, 1).front_share == doctest::Approx(7.0 / 27).epsilon(0.15));
  CHECK(of(front, 1).front_share + of(front, 2).front_share == doctest::Approx(1));
}

TEST_CASE("front: points that did the same share their fate") {
  SampleIndex sample;
  sample.point("base", {100, 100}, {10, 10});
  for (int i = 0; i < 3; ++i) sample.point("twin", {80, 120}, {11, 11});
  for (int i = 0; i < 2; ++i) sample.point("worse", {90, 130}, {9, 9});
  const Front front = front_of(sample.index(), question());
  for (const std::int64_t id : {1, 2, 3}) {
    CHECK(of(front, id).on_front);
    CHECK(of(front, id).front_share == doctest::Approx(1));
  }
  CHECK(of(front, 5).front_share == 0);
}

TEST_CASE("front: nothing is better than the reference") {
  SampleIndex sample;
  sample.point("base", {100, 101}, {10, 10}).point("trade", {90, 91}, {9, 9});
  const Front front = front_of(sample.index(), question());
  CHECK(front.hypervolume == 0);
  CHECK(of(front, 0).on_front);
  CHECK(of(front, 1).on_front);
}

TEST_CASE("front: a hypervolume of 0 is no certain one") {
  // "trade" has a rate of 11 against 10 and latencies of 90 or 112 against 100: 101 on average, so
  // the volume is 0. A resample has it below 100 with four or more of six seeds at 90, and 90 under
  // all six with 1/64: beyond the fourth largest of 2000, so the end is 0.1 × 0.1.
  SampleIndex sample;
  sample.point("base", std::vector<double>(6, 100), std::vector<double>(6, 10))
      .point("trade", {90, 112, 90, 112, 90, 112}, std::vector<double>(6, 11));
  const Front front = front_of(sample.index(), question());
  CHECK(front.hypervolume == 0);
  CHECK(front.hypervolume_interval.lower == 0);
  CHECK(front.hypervolume_interval.upper == doctest::Approx(0.01));
  // With four seeds the resamples do not reach far enough: unknown, not 0.
  SampleIndex few;
  few.point("base", std::vector<double>(4, 100), std::vector<double>(4, 10))
      .point("trade", {90, 112, 90, 112}, std::vector<double>(4, 11));
  CHECK(std::isinf(front_of(few.index(), question()).hypervolume_interval.upper));
}

TEST_CASE("front: without the baseline's seeds there is nobody") {
  SampleIndex sample;
  sample.point("base", {100, kNotDone}, {10, 10}).point("other", {90, 91}, {9, 9});
  const Front front = front_of(sample.index(), question());
  REQUIRE(front.points.size() == 1);  // has done both
  CHECK(front.reference.empty());
  CHECK(front.panel.absent.size() == 1);
}

TEST_CASE("front: the interval of the hypervolume covers the true one") {
  // Three points and a baseline under common random numbers, 12 seeds: true volume, in units of
  // (100, 10), of (80, 11), (70, 10.5), (90, 13): steps 0.1 × 0.3 + 0.1 × 0.1 + 0.1 × 0.05.
  constexpr double kTrue = 0.045;
  constexpr int kRepetitions = 200;
  constexpr std::size_t kSeeds = 12;
  std::mt19937_64 random(3);
  boost::random::normal_distribution<double> normal;
  FrontQuestion few = question();
  few.resamples = 500;
  int covered = 0;
  for (int i = 0; i < kRepetitions; ++i) {
    const std::vector<std::pair<double, double>> means = {
        {100, 10}, {80, 11}, {70, 10.5}, {90, 13}};
    std::vector<std::vector<double>> latencies(4), rates(4);
    for (std::size_t s = 0; s < kSeeds; ++s) {
      const double shared_latency = 10 * normal(random), shared_rate = normal(random);
      for (std::size_t p = 0; p < 4; ++p) {
        latencies[p].push_back(means[p].first + shared_latency + 5 * normal(random));
        rates[p].push_back(means[p].second + shared_rate + 0.5 * normal(random));
      }
    }
    SampleIndex sample;
    for (std::size_t p = 0; p < 4; ++p) {
      sample.point(p == 0 ? "base" : "other", latencies[p], rates[p]);
    }
    covered += front_of(sample.index(), few).hypervolume_interval.contains(kTrue) ? 1 : 0;
  }
  CHECK(covered >= 0.9 * kRepetitions);
  CHECK(covered <= 0.99 * kRepetitions);
}

}  // namespace servesweep::sweep::test::front_test
