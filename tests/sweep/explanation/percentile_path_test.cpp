#include "sweep/explanation/percentile_path.h"

#include <doctest/doctest.h>

#include <boost/random/normal_distribution.hpp>
#include <cmath>

#include "engine/metrics/percentile.h"
#include "engine/random/stream.h"
#include "sweep/statistics/mean_interval.h"
#include "tests/property.h"

namespace servesweep::sweep::percentile_path_test {
namespace {

constexpr std::size_t kWait = index_of(LatencyPart::wait_slots);
constexpr std::size_t kDecode = index_of(LatencyPart::decode);

PairedLatency paired(double from_us, double wait_us, double decode_us) {
  PairedLatency one{.from_us = from_us, .to_us = from_us + wait_us + decode_us};
  one.change_us[kWait] = wait_us;
  one.change_us[kDecode] = decode_us;
  return one;
}

double total(const PartTimes& parts) {
  double sum = 0;
  for (const double part : parts) sum += part;
  return sum;
}

double percentile_change(const std::vector<PairedLatency>& requests, double percent) {
  std::vector<double> from, to;
  for (const PairedLatency& one : requests) {
    from.push_back(one.from_us);
    to.push_back(one.to_us);
  }
  return engine::percentile(std::span(to), percent) - engine::percentile(std::span(from), percent);
}

}  // namespace

TEST_CASE("a percentile that stays with one request changes by that request's parts") {
  const std::vector<PairedLatency> requests{paired(10, -1, 0), paired(20, -5, 2), paired(30, 0, 9)};
  const PartTimes median = attribute_percentile(requests, 50);
  CHECK(median[kWait] == -5);
  CHECK(median[kDecode] == 2);
  CHECK(total(median) == -3);
}

TEST_CASE("a percentile that changes hands is shared at the crossing") {
  // Largest: 40 (30 less waiting) until it meets 20 (10 more decoding): 40 − 30λ = 20 + 10λ at 1/2.
  const std::vector<PairedLatency> requests{paired(40, -30, 0), paired(20, 0, 10)};
  const PartTimes largest = attribute_percentile(requests, 100);
  CHECK(largest[kWait] == doctest::Approx(-15));
  CHECK(largest[kDecode] == doctest::Approx(5));
  // Half way between the two order statistics both requests count by half: as the mean.
  const PartTimes median = attribute_percentile(requests, 50);
  CHECK(median[kWait] == doctest::Approx(-15));
  CHECK(median[kDecode] == doctest::Approx(5));
}

TEST_CASE("requests with the same latencies share alike, and no request gives nothing") {
  const std::vector<PairedLatency> requests{paired(10, -4, 0), paired(10, 0, -4)};
  for (const double percent : {0.0, 50.0, 99.0}) {
    CHECK(attribute_percentile(requests, percent)[kWait] == doctest::Approx(-2));
    CHECK(attribute_percentile(requests, percent)[kDecode] == doctest::Approx(-2));
  }
  CHECK(attribute_percentile({}, 99) == PartTimes{});
  CHECK(attribute_mean({}) == PartTimes{});
}

TEST_CASE("a mean changes by the parts' mean changes") {
  const std::vector<PairedLatency> requests{paired(10, -4, 0), paired(30, 2, 6)};
  CHECK(attribute_mean(requests)[kWait] == -1);
  CHECK(attribute_mean(requests)[kDecode] == 3);
}

TEST_CASE("a shift and a scale are attributed to the part that makes them") {
  std::vector<PairedLatency> shifted, scaled;
  std::vector<double> from;
  for (int i = 0; i < 101; ++i) {
    const double at = 10.0 * i + 5;
    from.push_back(at);
    shifted.push_back(paired(at, -3, 0));
    scaled.push_back(paired(at, 0, -at / 2));
  }
  for (const double percent : {1.0, 50.0, 99.0}) {
    CHECK(attribute_percentile(shifted, percent)[kWait] == doctest::Approx(-3));
    const double value = engine::percentile(std::span(from), percent);
    CHECK(attribute_percentile(scaled, percent)[kDecode] == doctest::Approx(-value / 2));
  }
}

/// One seed's worth of requests in a population with a closed form: from ~ N(0, 1), and two parts
/// that change by independent N(0, a²) and N(0, b²). At λ latencies are normal with variance 1 +
/// λ²s², s² = a² + b²; a request at their quantile z·√(1 + λ²s²) has had its first part changed by
/// λa²z / √(1 + λ²s²) on average. Integrated over λ: (a²/s²)·z·(√(1 + s²) − 1).
std::vector<PairedLatency> normal_population(std::uint64_t seed, std::size_t requests, double a,
                                             double b) {
  engine::Stream stream(seed, engine::StreamPurpose("normal population"), 0);
  boost::random::normal_distribution<double> normal;
  std::vector<PairedLatency> made;
  for (std::size_t i = 0; i < requests; ++i) {
    const double from = normal(stream), first = a * normal(stream), second = b * normal(stream);
    made.push_back(paired(from, first, second));
  }
  return made;
}

constexpr double kZ90 = 1.2815515655446004;

TEST_CASE("many requests with independent normal changes: the closed form") {
  const double a = 1.5, b = 0.5, s2 = a * a + b * b;
  const PartTimes parts = attribute_percentile(normal_population(1, 100'000, a, b), 90);
  const double whole = kZ90 * (std::sqrt(1 + s2) - 1);
  CHECK(parts[kWait] == doctest::Approx(a * a / s2 * whole).epsilon(0.02));
  CHECK(parts[kDecode] == doctest::Approx(b * b / s2 * whole).epsilon(0.06));
}

TEST_CASE("Student intervals over seeds cover the population's attribution") {
  // 300 studies of 8 seeds with 300 requests; coverage 0.95 with standard error 0.013.
  constexpr int kStudies = 300, kSeeds = 8;
  const double truth = 0.9 * kZ90 * (std::sqrt(3.5) - 1);  // a² = 2.25, b² = 0.25
  int covered = 0;
  for (int study = 0; study < kStudies; ++study) {
    std::vector<double> values;
    for (int seed = 0; seed < kSeeds; ++seed) {
      const auto requests =
          normal_population(static_cast<std::uint64_t>(study * kSeeds + seed), 300, 1.5, 0.5);
      values.push_back(attribute_percentile(requests, 90)[kWait]);
    }
    if (mean_interval(values).interval().contains(truth)) ++covered;
  }
  CHECK(covered > 0.915 * kStudies);
  CHECK(covered < 0.985 * kStudies);
}

TEST_CASE("parts add up to the change of the percentile, and sums of parts to their sum") {
  check_property([](const std::vector<std::tuple<std::uint16_t, std::int8_t, std::int8_t>>& rows,
                    std::uint8_t percent) {
    std::vector<PairedLatency> requests, merged;
    for (const auto& [from, wait, decode] : rows) {
      requests.push_back(paired(from % 200 + 300, wait, decode));
      merged.push_back(requests.back());
      merged.back().change_us = {};
      merged.back().change_us[kWait] = wait + decode;
    }
    if (requests.empty()) return;
    const PartTimes parts = attribute_percentile(requests, percent % 101);
    RC_ASSERT(std::abs(total(parts) - percentile_change(requests, percent % 101)) < 1e-8);
    const PartTimes one = attribute_percentile(merged, percent % 101);
    RC_ASSERT(std::abs(one[kWait] - parts[kWait] - parts[kDecode]) < 1e-8);
  });
}

}  // namespace servesweep::sweep::percentile_path_test
