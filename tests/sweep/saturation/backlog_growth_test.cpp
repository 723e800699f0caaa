#include "sweep/saturation/backlog_growth.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

namespace servesweep::sweep::backlog_growth_test {
namespace {

using engine::kForever;
using engine::TimeUs;

/// Arrivals at 0, 10 … 90, each of which stays so long.
std::vector<Stay> ten(TimeUs stay_us) {
  std::vector<Stay> stays;
  for (TimeUs time_us = 0; time_us < 100; time_us += 10) {
    stays.push_back({time_us, stay_us == kForever ? kForever : time_us + stay_us, true});
  }
  return stays;
}

}  // namespace

// Expected: 12/L³ ∫ (t − 50) N(t) dt over 10 arrivals in L = 100, where a stay from a to the end
// gives (50² − (a − 50)²)/2 to the integral.

TEST_CASE("nobody leaves: everything stays undone") {
  // Σ (2500 − (a − 50)²)/2 = 8250 over a = 0, 10 … 90.
  CHECK(backlog_growth(ten(kForever), {0, 100}) == doctest::Approx(12 * 8250.0 / 1e5));
}

TEST_CASE("every second one leaves at once: half of it does") {
  std::vector<Stay> stays = ten(kForever);
  for (std::size_t i = 1; i < stays.size(); i += 2) stays[i].leave_us = stays[i].arrival_us;
  // a = 0, 20 … 80: 4000.
  CHECK(backlog_growth(stays, {0, 100}) == doctest::Approx(12 * 4000.0 / 1e5));
}

TEST_CASE("as many leave as come: nothing grows, whatever was there before") {
  CHECK(backlog_growth(ten(10), {0, 100}) == doctest::Approx(0));  // N = 1 throughout
  std::vector<Stay> stays = ten(10);
  stays.push_back({-70, 5000, false});
  stays.push_back({-70, -10, false});
  stays.push_back({100, 150, false});
  CHECK(backlog_growth(stays, {0, 100}) == doctest::Approx(0));
  std::ranges::reverse(stays);
  CHECK(backlog_growth(stays, {0, 100}) == doctest::Approx(0));
}

TEST_CASE("a backlog that is worked off is negative growth") {
  std::vector<Stay> stays = ten(0);
  for (TimeUs leave_us = 10; leave_us <= 100; leave_us += 10) stays.push_back({-5, leave_us, true});
  CHECK(backlog_growth(stays, {0, 100}) == doctest::Approx(-12 * 8250.0 / 1e5));
}

TEST_CASE("without arrivals or without time there is no growth") {
  CHECK(backlog_growth({}, {0, 100}) == 0);
  CHECK(backlog_growth(ten(kForever), {0, 0}) == 0);
  CHECK(backlog_growth(ten(kForever), {200, 300}) == 0);
}

}  // namespace servesweep::sweep::backlog_growth_test
