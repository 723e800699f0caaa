#include "sweep/statistics/paired_difference.h"

#include <doctest/doctest.h>

#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <random>

#include "sweep/statistics/mean_interval.h"

namespace paired_difference_test {

using namespace servesweep::sweep;

namespace {

/// Hours of extra sleep under two drugs: Student, "The probable error of a mean", Biometrika 6,
/// 1908. The results are those that R prints for t.test on its data set `sleep`, paired.
const std::vector<SeedPair> kStudentsSleep{{1.9, 0.7},   {0.8, -1.6}, {1.1, -0.2}, {0.1, -1.2},
                                           {-0.1, -0.1}, {4.4, 3.4},  {5.5, 3.7},  {1.6, 0.8},
                                           {4.6, 0.0},   {3.4, 2.0}};

/// The mean of treatment − (1 + ratio)·baseline over its own half width: ±1 at the ends of
/// Fieller's set.
double fieller_excess(const std::vector<SeedPair>& pairs, double ratio) {
  std::vector<double> values;
  for (const SeedPair& pair : pairs) values.push_back(pair.treatment - (1 + ratio) * pair.baseline);
  const MeanInterval mean = mean_interval(values);
  return mean.mean / mean.half_width;
}

}  // namespace

TEST_CASE("Student's sleep data give Student's figures") {
  const PairedDifference result = paired_difference(kStudentsSleep);
  CHECK(result.n == 10);
  CHECK(result.mean_difference == doctest::Approx(1.58));
  CHECK(result.baseline_mean == doctest::Approx(0.75));
  CHECK(result.difference.lower == doctest::Approx(0.7001142).epsilon(1e-6));
  CHECK(result.difference.upper == doctest::Approx(2.4598858).epsilon(1e-6));
  CHECK(result.p_value == doctest::Approx(0.002833).epsilon(2e-4));
  CHECK(result.correlation == doctest::Approx(0.79517).epsilon(1e-5));
  CHECK(result.relative_difference == doctest::Approx(1.58 / 0.75));
  CHECK(result.relative == Interval{});  // the baseline itself (0.75 ± 1.28) may be 0
}

TEST_CASE("three pairs by hand") {
  // d = −1, −2, −3: mean −2, s = 1. Two degrees of freedom: p = 1 − T/√(2 + T²) at T = 2·√3.
  const std::vector<SeedPair> pairs{{9, 10}, {10, 12}, {11, 14}};
  const PairedDifference result = paired_difference(pairs);
  const double t = 2 * std::sqrt(3.0);
  CHECK(result.mean_difference == -2);
  CHECK(result.relative_difference == doctest::Approx(-1.0 / 6));
  CHECK(result.p_value == doctest::Approx(1 - t / std::sqrt(2 + t * t)));
  CHECK(result.correlation == doctest::Approx(1));
  CHECK(result.variance_reduction == doctest::Approx(0.8));  // 1 − 1/(1 + 4)
  CHECK(result.seeds_gain() == doctest::Approx(5));
}

TEST_CASE("the ends of the relative interval solve Fieller's equation") {
  const std::vector<SeedPair> pairs{{9.1, 10}, {10.5, 12}, {10.2, 14}, {9.9, 11}, {12.4, 13}};
  const Interval relative = paired_difference(pairs).relative;
  CHECK(relative.contains(paired_difference(pairs).relative_difference));
  CHECK(fieller_excess(pairs, relative.lower) == doctest::Approx(1).epsilon(1e-9));
  CHECK(fieller_excess(pairs, relative.upper) == doctest::Approx(-1).epsilon(1e-9));
}

TEST_CASE("over a constant baseline the relative interval is the difference, scaled") {
  const PairedDifference result =
      paired_difference(std::vector<SeedPair>{{9, 10}, {8, 10}, {7, 10}, {8.5, 10}});
  CHECK(result.relative.lower == doctest::Approx(result.difference.lower / 10));
  CHECK(result.relative.upper == doctest::Approx(result.difference.upper / 10));
  CHECK(std::isnan(result.correlation));
}

TEST_CASE("an exact ratio is known exactly, whatever the seeds do") {
  const PairedDifference result =
      paired_difference(std::vector<SeedPair>{{15, 10}, {18, 12}, {21, 14}});
  CHECK(result.relative_difference == doctest::Approx(0.5));
  CHECK(result.relative.lower == doctest::Approx(0.5));
  CHECK(result.relative.upper == doctest::Approx(0.5));
}

TEST_CASE("pairs that differ by a constant: only their signs count") {
  const PairedDifference faster = paired_difference(std::vector<SeedPair>{{1, 2}, {3, 4}, {5, 6}});
  CHECK(faster.difference == Interval{-1, -1});
  CHECK(faster.p_value == 0.25);  // three equal signs, two-sided
  CHECK(faster.variance_reduction == 1);
  CHECK(std::isinf(faster.seeds_gain()));
  const PairedDifference same = paired_difference(std::vector<SeedPair>{{10, 10}, {11, 11}});
  CHECK(same.difference == Interval{0, 0});
  CHECK(same.p_value == 1);
  CHECK(same.relative == Interval{0, 0});
  const PairedDifference flat = paired_difference(std::vector<SeedPair>{{1, 1}, {1, 1}});
  CHECK(flat.variance_reduction == 0);
  CHECK(flat.seeds_gain() == 1);
  CHECK(std::isnan(flat.correlation));
}

TEST_CASE("the p-value alone is that of the whole comparison") {
  for (const std::vector<SeedPair>& pairs :
       {std::vector<SeedPair>{{9.1, 10}, {10.5, 12}, {10.2, 14}, {9.9, 11}, {12.4, 13}},
        {{1, 2}, {3, 4}, {5, 6}},
        {{7, 7}, {8, 8}},
        {{1, 2}},
        {},
        {{1, 2}, {std::nan(""), 1}}}) {
    CHECK(paired_p_value(pairs) == paired_difference(pairs).p_value);
  }
}

TEST_CASE("pairs that pull apart are worth less than independent seeds") {
  // d = 0, −2, 0, 2: variances 2/3 each, of d 8/3, correlation −1.
  const PairedDifference result =
      paired_difference(std::vector<SeedPair>{{1, 1}, {0, 2}, {1, 1}, {2, 0}});
  CHECK(result.correlation == doctest::Approx(-1));
  CHECK(result.seeds_gain() == doctest::Approx(0.5));
}

TEST_CASE("too little to conclude anything") {
  CHECK(std::isnan(paired_difference(std::vector<SeedPair>{{1, 2}}).seeds_gain()));
  const PairedDifference one = paired_difference(std::vector<SeedPair>{{3, 4}});
  CHECK(one.n == 1);
  CHECK(one.mean_difference == -1);
  CHECK(one.relative_difference == -0.25);
  CHECK(one.difference == Interval{});
  CHECK(one.relative == Interval{});
  CHECK(one.p_value == 1);
  const PairedDifference none = paired_difference({});
  CHECK(none.n == 0);
  CHECK(std::isnan(none.mean_difference));
  CHECK(none.p_value == 1);
  const PairedDifference broken =
      paired_difference(std::vector<SeedPair>{{1, 2}, {std::nan(""), 2}, {3, 5}});
  CHECK(std::isnan(broken.mean_difference));
  CHECK(broken.p_value == 1);
  CHECK(broken.difference == Interval{});
}

TEST_CASE("a baseline of zero has no relative difference") {
  const PairedDifference result = paired_difference(std::vector<SeedPair>{{1, 0}, {2, 0}, {4, 0}});
  CHECK(std::isnan(result.relative_difference));
  CHECK(result.relative == Interval{});
  CHECK(result.mean_difference == doctest::Approx(7.0 / 3));
}

TEST_CASE("pairs are joined by seed, and only finished ones") {
  const auto pairs =
      pair_by_seed({{42, 1.0}, {43, 2.0}, {45, 3.0}}, {{42, 10.0}, {44, 9.0}, {45, 30.0}});
  REQUIRE(pairs.size() == 2);
  CHECK(pairs[0].treatment == 1);
  CHECK(pairs[0].baseline == 10);
  CHECK(pairs[1].treatment == 3);
  CHECK(pairs[1].baseline == 30);
}

TEST_CASE("intervals cover, tests keep their level, and both intervals agree about 0") {
  // Baseline N(10, 1), treatment 0.9 of it plus N(0, 0.3) noise: true difference −1, true ratio
  // −0.1.
  std::mt19937_64 random(20240607);
  boost::random::normal_distribution<double> normal;
  constexpr int kRepetitions = 4000;
  int difference = 0;
  int ratio = 0;
  int false_alarms = 0;
  for (int i = 0; i < kRepetitions; ++i) {
    std::vector<SeedPair> pairs(5);
    std::vector<SeedPair> null_pairs(5);
    for (std::size_t seed = 0; seed < pairs.size(); ++seed) {
      const double baseline = 10 + normal(random);
      pairs[seed] = {0.9 * baseline + 0.3 * normal(random), baseline};
      null_pairs[seed] = {baseline + 0.3 * normal(random), baseline};
    }
    const PairedDifference result = paired_difference(pairs);
    const PairedDifference null_result = paired_difference(null_pairs);
    difference += result.difference.contains(-1) ? 1 : 0;
    ratio += result.relative.contains(-0.1) ? 1 : 0;
    false_alarms += null_result.p_value <= 0.05 ? 1 : 0;
    CHECK(null_result.difference.contains(0) == null_result.relative.contains(0));
    CHECK(null_result.difference.contains(0) == (null_result.p_value > 0.05));
  }
  const double four_sigma = 4 * std::sqrt(0.95 * 0.05 / kRepetitions);  // binomial
  CHECK(std::abs(difference / double{kRepetitions} - 0.95) < four_sigma);
  CHECK(std::abs(ratio / double{kRepetitions} - 0.95) < four_sigma);
  CHECK(std::abs(false_alarms / double{kRepetitions} - 0.05) < four_sigma);
}

}  // namespace paired_difference_test
