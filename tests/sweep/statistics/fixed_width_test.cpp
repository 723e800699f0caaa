#include "sweep/statistics/fixed_width.h"

#include <doctest/doctest.h>

#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <random>
#include <vector>

namespace fixed_width_test {

using namespace servesweep::sweep;

namespace {

using Pairs = std::vector<SeedPair>;

/// n pairs over a baseline of 100 whose differences are −10 ± s alternately, so that the half width
/// of the relative difference is t(n − 1)·s·√(n/(n − 1))/√n % for even n.
Pairs alternating(std::size_t n, double s) {
  Pairs pairs;
  for (std::size_t i = 0; i < n; ++i) pairs.push_back({90 + (i % 2 == 0 ? s : -s), 100});
  return pairs;
}

/// Pairs of which the relative difference of the means is −0.1.
using Law = std::function<SeedPair(std::mt19937_64&)>;

struct Coverage {
  double share = 0, mean_pairs = 0, mean_looks = 0;
};

/// Draws until the target is reached, many times; how often the interval then has the truth in it.
Coverage coverage(const Law& draw, const FixedWidth& target) {
  constexpr int kTrials = 6000;
  std::mt19937_64 engine(7);
  Coverage result;
  for (int trial = 0; trial < kTrials; ++trial) {
    Pairs pairs;
    WidthReached reached{.wanted = target.least};
    while (reached.precision == Precision::wanting) {
      while (pairs.size() < reached.wanted) pairs.push_back(draw(engine));
      reached = width_reached(pairs, target);
      result.mean_looks += 1.0 / kTrials;
    }
    CHECK(reached.precision == Precision::reached);
    result.share += paired_difference(pairs).relative.contains(-0.1) ? 1.0 / kTrials : 0;
    result.mean_pairs += static_cast<double>(pairs.size()) / kTrials;
  }
  return result;
}

/// `spread`: standard deviation of the difference over the baseline's mean.
Law normal_pairs(double spread) {
  return [spread, z = boost::random::normal_distribution<double>()](auto& engine) mutable {
    const double baseline = 100 + 5 * z(engine);
    return SeedPair{0.9 * baseline + 100 * spread * z(engine), baseline};
  };
}

/// A skewed baseline, and a treatment that is a skewed multiple of it.
Law log_normal_pairs(double spread) {
  return [sigma = spread / 0.9,
          z = boost::random::normal_distribution<double>()](auto& engine) mutable {
    const double baseline = 100 * std::exp(0.3 * z(engine) - 0.3 * 0.3 / 2);
    return SeedPair{0.9 * baseline * std::exp(sigma * z(engine) - sigma * sigma / 2), baseline};
  };
}

/// The spread at which about so many pairs reach the target.
double spread_for(double pairs, const FixedWidth& target) {
  return target.half_width * std::sqrt(pairs) / 1.96;
}

}  // namespace

TEST_CASE("it stops when the interval and its own error are narrow enough") {
  const FixedWidth target{.least = 10, .most = 200, .half_width = 0.02};
  // t(9) = 2.262157; √(10/9)/√10 = 1/3: the half width is 0.754 s %, with 1/√20 of it 0.9227 s %.
  const WidthReached narrow = width_reached(alternating(10, 2.1), target);
  CHECK(narrow.half_width == doctest::Approx(2.262157 * 2.1 / 3 / 100));
  CHECK(narrow.precision == Precision::reached);
  CHECK(narrow.wanted == 10);
  const WidthReached wide = width_reached(alternating(10, 2.2), target);
  CHECK(wide.half_width < 0.02);
  CHECK(wide.precision == Precision::wanting);
  CHECK(wide.wanted == 11);
}

TEST_CASE("at the most pairs the half width alone decides") {
  // t(199) = 1.971957, over √199: 0.13979 s %; with 1/√400 of it 0.14678 s %.
  const FixedWidth target{.least = 10, .most = 200, .half_width = 0.02};
  const FixedWidth longer{.least = 10, .most = 300, .half_width = 0.02};
  CHECK(width_reached(alternating(200, 14), target).precision == Precision::reached);
  CHECK(width_reached(alternating(200, 14), longer).precision == Precision::wanting);
  CHECK(width_reached(alternating(200, 14.5), target).precision == Precision::exhausted);
  CHECK(width_reached(alternating(200, 14.5), target).wanted == 200);
}

TEST_CASE("it goes on to what it seems to need, between a tenth more and twice as many") {
  const FixedWidth target{.least = 4, .most = 200, .half_width = 0.02};
  CHECK(width_reached(alternating(3, 1), target).wanted == 4);
  CHECK(width_reached(alternating(10, 2.6), target).wanted == 15);  // 10·(0.9227·2.6/2)² = 14.4
  CHECK(width_reached(alternating(10, 30), target).wanted == 20);
  // t(99) = 1.98422, over √99: 0.19942 s %; with 1/√200 of it 0.21352 s %: (2.1566/2)² = 1.163.
  CHECK(width_reached(alternating(100, 10.1), target).wanted == 117);
  CHECK(width_reached(alternating(100, 9.5), target).wanted == 110);  // (2.028/2)² = 1.029
  CHECK(width_reached(alternating(150, 30), target).wanted == 200);
}

TEST_CASE("no difference in any pair is known, a change from nothing never") {
  const FixedWidth target{.least = 2, .most = 9, .half_width = 0.02};
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(width_reached(Pairs{{5, 5}, {7, 7}}, target).half_width == 0);
  CHECK(width_reached(Pairs{{0, 0}, {0, 0}}, target).precision == Precision::reached);
  CHECK(width_reached(Pairs{{1, 0}, {2, 0}}, target).precision == Precision::undefined);
  CHECK(width_reached(Pairs{{1, 0}, {1, 0}}, target).precision == Precision::undefined);
  CHECK(width_reached(Pairs{{nan, 1}, {2, 1}}, target).precision == Precision::undefined);
  CHECK(width_reached(Pairs{{nan, 1}, {2, 1}}, target).wanted == 2);
  // A baseline that cannot be told from 0 may yet be.
  CHECK(width_reached(Pairs{{1, 0}, {2, 1}, {0, 0}}, target).precision == Precision::wanting);
  CHECK(width_reached(Pairs{{1, 0}, {2, 1}, {0, 0}}, target).wanted == 6);
}

TEST_CASE("stopped by its width, a 95 % interval of normal pairs covers 93 % or more") {
  const FixedWidth target{.least = 10, .most = 100'000, .half_width = 0.02};
  for (const double pairs : {8.0, 25.0, 80.0}) {
    CAPTURE(pairs);
    const Coverage found = coverage(normal_pairs(spread_for(pairs, target)), target);
    CHECK(found.share >= 0.93);
    CHECK(found.share <= 0.97);
    CHECK(found.mean_pairs >= pairs);
    CHECK(found.mean_pairs <= std::max(17.0, 1.5 * pairs));
    CHECK(found.mean_looks < 5.5);
  }
}

TEST_CASE("of skewed pairs it covers 92 % or more") {
  for (const double half_width : {0.02, 0.1}) {
    const FixedWidth target{.least = 10, .most = 100'000, .half_width = half_width};
    for (const double pairs : {8.0, 25.0, 80.0}) {
      CAPTURE(half_width);
      CAPTURE(pairs);
      const Coverage found = coverage(log_normal_pairs(spread_for(pairs, target)), target);
      CHECK(found.share >= 0.92);
      CHECK(found.share <= 0.97);
    }
  }
}

}  // namespace fixed_width_test
