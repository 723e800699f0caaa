#include "engine/metrics/saturation.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>

namespace saturation_test {

using namespace servesweep::engine;

namespace {

QueueWaits waits(std::initializer_list<std::pair<TimeUs, TimeUs>> arrival_and_wait_us) {
  QueueWaits all;
  for (const auto& [arrival_us, wait_us] : arrival_and_wait_us) all.add(arrival_us, wait_us);
  return all;
}

}  // namespace

TEST_CASE("saturation_of: each label by hand") {
  // Thirds of the arrival span 0 … 300: up to 100, and from 200 on. E2E: 1000 µs on average.
  const QueueWaits growing = waits({{300, 201}, {0, 50}, {100, 150}, {150, 900}, {200, 220}});
  CHECK(saturation_of(growing, 1000, 0) == Saturation::saturated);  // 210.5 > 2 · 100, > 100
  CHECK(saturation_of(growing, 2200, 0) == Saturation::stable);     // 210.5 is not noticeable
  CHECK(saturation_of(growing, 1000, 1) == Saturation::unfinished);

  const QueueWaits level = waits({{0, 200}, {150, 0}, {300, 400}});
  CHECK(saturation_of(level, 1000, 0) == Saturation::stable);  // just twice as long

  const QueueWaits short_waits = waits({{0, 9}, {300, 10}});
  CHECK(saturation_of(short_waits, 1000, 0) == Saturation::underloaded);  // 9.5 < 10
  CHECK(saturation_of(short_waits, 950, 0) == Saturation::stable);
  CHECK(saturation_of(waits({}), 0, 0) == Saturation::underloaded);
  CHECK(saturation_of(waits({}), 0, 1) == Saturation::unfinished);
}

TEST_CASE("saturation_of: simultaneous arrivals have no trend") {
  CHECK(saturation_of(waits({{5, 0}, {5, 900}}), 1000, 0) == Saturation::stable);
}

TEST_CASE("name_of: a word for each label") {
  CHECK(std::string(name_of(Saturation::underloaded)) == "underloaded");
  CHECK(std::string(name_of(Saturation::stable)) == "stable");
  CHECK(std::string(name_of(Saturation::saturated)) == "saturated");
  CHECK(std::string(name_of(Saturation::unfinished)) == "unfinished");
}

}  // namespace saturation_test
