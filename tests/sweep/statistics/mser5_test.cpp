#include "sweep/statistics/mser5.h"

#include <doctest/doctest.h>

#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <vector>

#include "engine/random/stream.h"
#include "sweep/statistics/moments.h"

namespace mser5_test {

using namespace servesweep;
using namespace servesweep::sweep;

namespace {

/// Every value five times, so that they are the batch means.
std::vector<double> batches(const std::vector<double>& means) {
  std::vector<double> series;
  for (const double mean : means) series.insert(series.end(), 5, mean);
  return series;
}

/// g(d) as it is written, of batch means.
double marginal_error(const std::vector<double>& means, std::size_t d) {
  const auto left = static_cast<double>(means.size() - d);
  double mean = 0, squares = 0;
  for (std::size_t j = d; j < means.size(); ++j) mean += means[j] / left;
  for (std::size_t j = d; j < means.size(); ++j) squares += (means[j] - mean) * (means[j] - mean);
  return squares / (left * left);
}

/// x_t = 0.9·x_{t−1} + e_t with e_t standard normal: mean 0 in the long run.
std::vector<double> autoregressive(std::uint64_t seed, double start, std::size_t count) {
  engine::Stream stream(seed, engine::StreamPurpose("test.mser5"), 0);
  boost::random::normal_distribution<double> normal;
  std::vector<double> series;
  double value = start;
  for (std::size_t i = 0; i < count; ++i) {
    value = 0.9 * value + normal(stream);
    series.push_back(value);
  }
  return series;
}

}  // namespace

TEST_CASE("mser5: by hand, two batches of transient before twenty that alternate") {
  // Behind them g is 20·1/20² = 0.05; with the second of them, 3, it is (20 + 9·20/21)/21² =
  // 0.0648; with both more. Cutting into the alternation: 18/18² > 1/20.
  std::vector<double> means{9, 3};
  for (int i = 0; i < 10; ++i) {
    means.push_back(1);
    means.push_back(-1);
  }
  CHECK(marginal_error(means, 2) == doctest::Approx(0.05));
  CHECK(marginal_error(means, 1) == doctest::Approx((20 + 9 * 20.0 / 21) / (21 * 21)));
  const Truncation found = mser5(batches(means));
  CHECK(found.cut == 10);
  CHECK(found.is_valid);
  std::vector<double> ragged = batches(means);
  ragged.insert(ragged.end(), {500, 500, 500, 500});  // no whole batch
  CHECK(mser5(ragged).cut == 10);
}

TEST_CASE("mser5: the smallest cut of the least error, as the formula says") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const std::vector<double> series = autoregressive(seed, 30, 200);
    std::vector<double> means;
    for (std::size_t i = 0; i < 40; ++i)
      means.push_back(mean_of(std::span(series).subspan(5 * i, 5)));
    std::size_t best = 0;
    for (std::size_t d = 1; d <= 35; ++d) {
      if (marginal_error(means, d) < marginal_error(means, best)) best = d;
    }
    CHECK(mser5(series).cut == 5 * best);
    CHECK(mser5(series).is_valid == (best <= 20));
  }
}

TEST_CASE("mser5: a constant series is cut nowhere") {
  const Truncation found = mser5(std::vector<double>(1000, 0.1));
  CHECK(found.cut == 0);
  CHECK(found.is_valid);
}

TEST_CASE("mser5: what grows for ever has no warm-up") {
  std::vector<double> series(1000);
  for (std::size_t i = 0; i < series.size(); ++i) series[i] = static_cast<double>(i);
  CHECK_FALSE(mser5(series).is_valid);
}

TEST_CASE("mser5 in the first half: neighbours that agree at the end decide nothing") {
  // 20 batches that alternate, then five that are equal: g = 0 for those alone.
  std::vector<double> means{9, 3};
  for (int i = 0; i < 10; ++i) means.insert(means.end(), {1, -1});
  means.insert(means.end(), 5, 0);
  CHECK_FALSE(mser5(batches(means)).is_valid);
  const Truncation found = mser5_in_first_half(batches(means));
  CHECK(found.cut == 10);
  CHECK(found.is_valid);
}

TEST_CASE("mser5 in the first half: no steady state, no transient, not enough") {
  std::vector<double> rising(1000);
  for (std::size_t i = 0; i < rising.size(); ++i) rising[i] = static_cast<double>(i);
  CHECK_FALSE(mser5_in_first_half(rising).is_valid);
  CHECK(mser5_in_first_half(rising).cut == 500);
  const Truncation constant = mser5_in_first_half(std::vector<double>(100, 0.1));
  CHECK(constant.is_valid);
  CHECK(constant.cut == 0);
  CHECK_FALSE(mser5_in_first_half(std::vector<double>(99, 1)).is_valid);
}

TEST_CASE("mser5: a short series tells nothing") {
  CHECK_FALSE(mser5({}).is_valid);
  CHECK_FALSE(mser5(std::vector<double>(99, 1)).is_valid);
  CHECK(mser5(std::vector<double>(100, 1)).is_valid);
}

TEST_CASE("mser5: the mean behind the cut is nearly free of the start's bias") {
  // From 50 the whole mean of 1,000 is biased by 50·0.9·(1 − 0.9^1000)/(1 − 0.9)/1000 = 0.45. Its
  // standard deviation over runs is about 10/√1000 = 0.32, of 400 runs 0.016.
  double whole = 0, behind = 0;
  constexpr int kRuns = 400;
  for (std::uint64_t seed = 0; seed < kRuns; ++seed) {
    const std::vector<double> series = autoregressive(seed, 50, 1000);
    const Truncation found = mser5(series);
    whole += mean_of(series) / kRuns;
    behind += mean_of(std::span(series).subspan(found.cut)) / kRuns;
  }
  CHECK(std::abs(whole - 0.45) < 4 * 0.016);
  CHECK(std::abs(behind) < 0.1);
}

}  // namespace mser5_test
