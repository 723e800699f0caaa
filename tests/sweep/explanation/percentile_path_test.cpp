#include "sweep/explanation/percentile_path.h"

#include <doctest/doctest.h>

#include <cmath>

#include "engine/metrics/percentile.h"
#include "tests/property.h"

namespace servesweep::sweep {
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

}  // namespace servesweep::sweep
