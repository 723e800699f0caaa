#include "sweep/statistics/two_sided_doubt.h"

#include <doctest/doctest.h>

#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <vector>

#include "engine/random/stream.h"
#include "sweep/statistics/binomial_interval.h"
#include "sweep/statistics/mean_interval.h"

namespace two_sided_doubt_test {

using namespace servesweep::sweep;
namespace engine = servesweep::engine;

TEST_CASE("the doubts of a mean are the tails of Student's t") {
  // Three values of mean 1 and variance 1: t = √3; with two degrees of freedom the central
  // probability is t/√(2 + t²) = √(3/5).
  const std::vector<double> values{0, 1, 2};
  const TwoSidedDoubt doubt = doubt_of_mean(values, true);
  CHECK(doubt.not_so == doctest::Approx((1 - std::sqrt(0.6)) / 2));
  CHECK(doubt.so == doctest::Approx((1 + std::sqrt(0.6)) / 2));
  const TwoSidedDoubt mirrored = doubt_of_mean(std::vector<double>{0, -1, -2}, true);
  CHECK(mirrored.not_so == doctest::Approx(doubt.so));
  CHECK(mirrored.so == doctest::Approx(doubt.not_so));
}

TEST_CASE("a statement on a mean is decided where the two-sided interval excludes 0") {
  for (std::uint64_t set = 0; set < 200; ++set) {
    engine::Stream stream(7, engine::StreamPurpose("test.margins"), set);
    boost::random::normal_distribution<double> margin(0.7, 1);
    std::vector<double> values;
    for (int i = 0; i < 8; ++i) values.push_back(margin(stream));
    const Interval interval = mean_interval(values, 0.95).interval();
    const Finding finding = judge(doubt_of_mean(values, true), 0.95);
    CHECK((finding == Finding::held) == (interval.lower > 0));
    CHECK((finding == Finding::failed) == (interval.upper < 0));
  }
}

TEST_CASE("three statements of which one is just wrong are all held at most in 2.5 % of cases") {
  // The worst case for an intersection: two means far above 0, one exactly at it. The count of
  // false passes in 4,000 repetitions is binomial with p = 0.025: 100, standard deviation 9.9.
  constexpr int kRepetitions = 4000;
  int held = 0, wrong_fails = 0;
  for (std::uint64_t repetition = 0; repetition < kRepetitions; ++repetition) {
    engine::Stream stream(11, engine::StreamPurpose("test.intersection"), repetition);
    boost::random::normal_distribution<double> noise(0, 1);
    std::vector<TwoSidedDoubt> doubts, at_edge;
    for (const double mean : {5.0, 5.0, 0.0}) {
      std::vector<double> margins, edge;
      for (int i = 0; i < 10; ++i) {
        const double drawn = noise(stream);
        margins.push_back(mean + drawn);
        edge.push_back(drawn);
      }
      doubts.push_back(doubt_of_mean(margins, true));
      at_edge.push_back(doubt_of_mean(edge, false));
    }
    if (judge(doubt_of_all(doubts), 0.95) == Finding::held) ++held;
    if (judge(doubt_of_all(at_edge), 0.95) == Finding::failed) ++wrong_fails;
  }
  CHECK(held == doctest::Approx(100).epsilon(0.4));  // four standard deviations
  // All three right but only just: one is called wrong in 2.5 % of cases, not in 7.5 %.
  CHECK(wrong_fails == doctest::Approx(100).epsilon(0.4));
}

TEST_CASE("values that are all equal count by their side only") {
  const std::vector<double> five(5, 0.01), six(6, 0.01), zeros(6, 0.0);
  CHECK(doubt_of_mean(five, true).not_so == 1.0 / 32);
  CHECK(judge(doubt_of_mean(five, true), 0.95) == Finding::undecided);
  CHECK(judge(doubt_of_mean(six, true), 0.95) == Finding::held);
  CHECK(judge(doubt_of_mean(zeros, true), 0.95) == Finding::failed);
  CHECK(judge(doubt_of_mean(zeros, false), 0.95) == Finding::held);
}

TEST_CASE("too few values and undefined ones say nothing") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(doubt_of_mean({}, true) == TwoSidedDoubt{});
  CHECK(doubt_of_mean(std::vector<double>{1}, true) == TwoSidedDoubt{});
  CHECK(doubt_of_mean(std::vector<double>{1, nan, 1}, true) == TwoSidedDoubt{});
  CHECK(judge(TwoSidedDoubt{}, 0.95) == Finding::undecided);
}

TEST_CASE("the doubts of a share are binomial tails, decided where the interval excludes it") {
  // 2 of 2 at 1/2: P(X ≥ 2) = 1/4, P(X ≤ 2) = 1; 0 of 2: P(X ≤ 0) = 1/4.
  CHECK(doubt_of_share(2, 2, 0.5) == TwoSidedDoubt{.not_so = 0.25, .so = 1});
  CHECK(doubt_of_share(0, 2, 0.5).so == doctest::Approx(0.25));
  CHECK(doubt_of_share(0, 2, 0.5).not_so == 1);
  for (std::size_t k = 0; k <= 30; ++k) {
    const Interval interval = binomial_interval(k, 30, 0.95);
    const Finding finding = judge(doubt_of_share(k, 30, 0.8), 0.95);
    CHECK((finding == Finding::held) == (interval.lower >= 0.8));
    CHECK((finding == Finding::failed) == (interval.upper <= 0.8));
  }
  CHECK(judge(doubt_of_share(29, 30, 0.8), 0.95) == Finding::held);
  CHECK(judge(doubt_of_share(28, 30, 0.8), 0.95) == Finding::undecided);
}

TEST_CASE("a share of 1 is about the values themselves") {
  CHECK(judge(doubt_of_share(3, 3, 1), 0.95) == Finding::held);
  CHECK(judge(doubt_of_share(2, 3, 1), 0.95) == Finding::failed);
  CHECK(doubt_of_share(0, 0, 1) == TwoSidedDoubt{});
}

TEST_CASE("all of several statements: the largest doubt, and Bonferroni for the other side") {
  const std::vector<TwoSidedDoubt> doubts{{0.01, 0.99}, {0.02, 0.98}, {0.9, 0.1}};
  CHECK(doubt_of_all(doubts).not_so == 0.9);
  CHECK(doubt_of_all(doubts).so == doctest::Approx(0.3));
  CHECK(doubt_of_all({}) == TwoSidedDoubt{.not_so = 0, .so = 1});
}

}  // namespace two_sided_doubt_test
