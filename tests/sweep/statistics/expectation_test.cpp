#include "sweep/statistics/expectation.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

namespace servesweep::sweep::expectation_test {
namespace {

PairedDifference difference(const std::vector<double>& treatment,
                            const std::vector<double>& baseline, double confidence = 0.95) {
  std::vector<SeedPair> pairs;
  for (std::size_t i = 0; i < treatment.size(); ++i) pairs.push_back({treatment[i], baseline[i]});
  return paired_difference(pairs, confidence);
}

Finding found(const PairedDifference& d, const Expectation& expected, Goal goal = Goal::minimize,
              double confidence = 0.95) {
  return judge(d, goal, expected, confidence);
}

constexpr Expectation better(double at_least = 0) {
  return {.effect = Effect::better, .at_least = at_least};
}
constexpr Expectation worse(double at_least = 0) {
  return {.effect = Effect::worse, .at_least = at_least};
}
constexpr Expectation none(double within) {
  return {.effect = Effect::none, .within = within};
}

/// Differences -2, -1, -1.8 of 100: mean -1.6, variance 0.28, t(0.95, 2) = 4.3027, so the interval
/// is -1.6 ± 4.3027·√(0.28/3) = [-2.9145, -0.2855], in per cent of the constant baseline as well.
PairedDifference small_fall() {
  return difference({98, 99, 98.2}, {100, 100, 100});
}

/// `n` times the same change of 100.
PairedDifference same_change(std::size_t n, double change) {
  return difference(std::vector<double>(n, 100 + change), std::vector<double>(n, 100));
}

}  // namespace

TEST_CASE("better and worse are on the side that the goal says") {
  CHECK(found(small_fall(), better()) == Finding::held);
  CHECK(found(small_fall(), worse()) == Finding::failed);
  CHECK(found(small_fall(), better(), Goal::maximize) == Finding::failed);
  CHECK(found(small_fall(), worse(), Goal::maximize) == Finding::held);
}

TEST_CASE("a change holds from its margin on, and only as a whole") {
  CHECK(found(small_fall(), better(0.0028)) == Finding::held);
  CHECK(found(small_fall(), better(0.0029)) == Finding::undecided);
  CHECK(found(small_fall(), better(0.0291)) == Finding::undecided);
  CHECK(found(small_fall(), better(0.0292)) == Finding::failed);
  CHECK(found(small_fall(), worse(0.5)) == Finding::failed);
}

TEST_CASE("no effect means an interval within the margin, not one that touches 0") {
  CHECK(found(small_fall(), none(0.0292)) == Finding::held);
  CHECK(found(small_fall(), none(0.0291)) == Finding::undecided);
  CHECK(found(small_fall(), none(0.0029)) == Finding::undecided);
  CHECK(found(small_fall(), none(0.0028)) == Finding::failed);
  // Differences -20, 10, 10 of 100: 0 ± 4.3027·√(300/3) = ±43 %. Nothing is proved by noise.
  const PairedDifference noise = difference({80, 110, 110}, {100, 100, 100});
  CHECK(found(noise, none(0.02)) == Finding::undecided);
  CHECK(found(noise, better()) == Finding::undecided);
  CHECK(found(noise, worse(0.2)) == Finding::undecided);
  CHECK(found(noise, better(0.44)) == Finding::failed);
}

TEST_CASE("a rise above the margin fails 'none' too") {
  const PairedDifference rise = difference({102, 101, 101.8}, {100, 100, 100});
  CHECK(found(rise, none(0.0028)) == Finding::failed);
  CHECK(found(rise, none(0.0292)) == Finding::held);
}

TEST_CASE("identical results are no effect, and neither better nor worse") {
  for (const double value : {100.0, 0.0}) {
    CAPTURE(value);
    const PairedDifference same = difference({value, value}, {value, value});
    CHECK(found(same, none(0)) == Finding::held);
    CHECK(found(same, better()) == Finding::failed);
    CHECK(found(same, worse()) == Finding::failed);
    CHECK(found(same, better(0.1)) == Finding::failed);
  }
  const PairedDifference varying = difference({7, 9, 11}, {7, 9, 11});
  CHECK(found(varying, none(0)) == Finding::held);
}

TEST_CASE("a change that is the same in every seed needs six seeds for its sign to count") {
  CHECK(found(same_change(5, -5), better()) == Finding::undecided);  // (1/2)^4 = 0.0625
  CHECK(found(same_change(5, -5), worse()) == Finding::undecided);
  CHECK(found(same_change(6, -5), better()) == Finding::held);  // (1/2)^5 = 0.03125
  CHECK(found(same_change(6, -5), worse()) == Finding::failed);
  const PairedDifference loose = difference({95, 95, 95, 95, 95}, {100, 100, 100, 100, 100}, 0.9);
  CHECK(found(loose, better(), Goal::minimize, 0.9) == Finding::held);
  CHECK(is_constant_change(same_change(2, -5)));
  CHECK_FALSE(is_constant_change(same_change(2, 0)));
  CHECK_FALSE(is_constant_change(small_fall()));
}

TEST_CASE("a change of exactly the margin is 'at least' and 'within' it") {
  CHECK(found(same_change(6, -5), better(0.05)) == Finding::held);
  CHECK(found(same_change(6, -5), better(0.0501)) == Finding::failed);
  CHECK(found(same_change(6, -5), none(0.05)) == Finding::held);
  CHECK(found(same_change(2, -5), none(0.0499)) == Finding::failed);
}

TEST_CASE("nothing is decided by one pair, by none, or by a metric that is undefined") {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  for (const PairedDifference& d :
       {difference({}, {}), difference({50}, {100}), difference({50, kNan, 50}, {100, 100, 100})}) {
    CHECK(found(d, better()) == Finding::undecided);
    CHECK(found(d, worse(0.1)) == Finding::undecided);
    CHECK(found(d, none(1)) == Finding::undecided);
  }
}

TEST_CASE("a change from 0 has a direction, but no size") {
  // 6 ± 4.3027·√(1/3) = [3.52, 8.48]
  const PairedDifference from_zero = difference({5, 6, 7}, {0, 0, 0});
  CHECK(found(from_zero, worse()) == Finding::held);
  CHECK(found(from_zero, worse(0.1)) == Finding::undecided);
  CHECK(found(from_zero, better(0.1)) == Finding::failed);
  CHECK(found(from_zero, none(1)) == Finding::undecided);
}

TEST_CASE("a baseline that cannot be told from 0 leaves the direction") {
  // Baseline 0, 0, 3 of mean 1 ± 4.3; differences 3, 3, 4, so 3.33 ± 1.43.
  const PairedDifference d = difference({3, 3, 7}, {0, 0, 3});
  CHECK(found(d, worse()) == Finding::held);
  CHECK(found(d, worse(0.01)) == Finding::undecided);
  CHECK(found(d, none(1)) == Finding::undecided);
}

TEST_CASE("effects and findings have words") {
  CHECK(std::string(name_of(Effect::better)) == "better");
  CHECK(std::string(name_of(Effect::worse)) == "worse");
  CHECK(std::string(name_of(Effect::none)) == "none");
  CHECK(std::string(name_of(Finding::held)) == "held");
  CHECK(std::string(name_of(Finding::failed)) == "failed");
  CHECK(std::string(name_of(Finding::undecided)) == "undecided");
}

/// The change is [-2.91, -0.29] %, a fall.
TEST_CASE("a change may also be too large") {
  const auto upto = [](double at_least, double at_most) {
    Expectation expected = better(at_least);
    expected.at_most = at_most;
    return expected;
  };
  CHECK(found(small_fall(), upto(0, 0.03)) == Finding::held);
  CHECK(found(small_fall(), upto(0.0028, 0.03)) == Finding::held);
  CHECK(found(small_fall(), upto(0, 0.029)) == Finding::undecided);
  CHECK(found(small_fall(), upto(0, 0.0028)) == Finding::failed);
  CHECK(found(small_fall(), upto(0, 0.03), Goal::maximize) == Finding::failed);
}

/// Three values 98, 99, 98.2: mean 98.4, variance 0.28, interval 98.4 ± 1.3145 =
/// [97.0855, 99.7145].
TEST_CASE("a value is compared with a range, not with another strategy") {
  const PairedDifference value = difference({98, 99, 98.2}, {0, 0, 0});
  const auto range = [](double lower, double upper) {
    Expectation expected{.effect = Effect::value};
    expected.range = {.lower = lower, .upper = upper};
    return expected;
  };
  constexpr double kNoLimit = std::numeric_limits<double>::infinity();
  CHECK(found(value, range(97, 100)) == Finding::held);
  CHECK(found(value, range(97.1, 100)) == Finding::undecided);
  CHECK(found(value, range(97, kNoLimit)) == Finding::held);
  CHECK(found(value, range(-kNoLimit, 97)) == Finding::failed);
  CHECK(found(value, range(99.8, kNoLimit)) == Finding::failed);
  CHECK(found(difference({1, 1, 1}, {0, 0, 0}), range(1, 1)) == Finding::held);
  CHECK(found(difference({0, 0, 0}, {0, 0, 0}), range(0, 0)) == Finding::held);
  CHECK(found(difference({1}, {0}), range(0, 2)) == Finding::undecided);
  CHECK(found(difference({}, {}), range(0, 2)) == Finding::undecided);
}

}  // namespace servesweep::sweep::expectation_test
