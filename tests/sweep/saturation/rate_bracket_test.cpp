#include "sweep/saturation/rate_bracket.h"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

namespace servesweep::sweep::rate_bracket_test {
namespace {

/// Finds a known limit and counts what it takes.
struct Found {
  RateBracket bracket;
  std::size_t asked = 0;
  bool asked_twice = false;
};

Found find(double limit, const BracketSearch& search = {}) {
  Found found;
  std::set<double> asked;
  found.bracket = find_bracket(search, [&](double scale) {
    ++found.asked;
    if (!asked.insert(scale).second) found.asked_twice = true;
    return scale <= limit;
  });
  return found;
}

}  // namespace

TEST_CASE("a known limit is bracketed within the tolerance, wherever it lies") {
  for (const double limit : {0.0003, 0.07, 0.4999, 0.5, 1.0, 1.0001, 1.99, 3.7, 812.5, 500'000.0}) {
    for (const double tolerance : {0.1, 0.01, 0.0001}) {
      CAPTURE(limit);
      CAPTURE(tolerance);
      const Found found = find(limit, {.tolerance = tolerance});
      CHECK(found.bracket.lower <= limit);
      CHECK(found.bracket.upper > limit);
      CHECK(found.bracket.upper <= found.bracket.lower * (1 + tolerance));
      CHECK_FALSE(found.asked_twice);
    }
  }
}

TEST_CASE("it takes a doubling per factor of two and a halving per bit of the tolerance") {
  // 1, 2, 4, 8; then ln 2 / ln 1.01 = 69.7 < 2^7.
  CHECK(find(5.0).asked == 4 + 7);
  // 1, 0.5, 0.25.
  CHECK(find(0.3).asked == 3 + 7);
}

TEST_CASE("steps from a good guess start small and grow") {
  // 1, 1.04; then ln 1.04 / ln 1.01 = 3.9 < 2^2.
  CHECK(find(1.02, {.first_factor = 1.04}).asked == 2 + 2);
  // 1, 1.04, 1.04^3, 1.04^7, 1.04^15, 1.04^31 = 3.37; the last step is 2 at most.
  const Found far = find(3.0, {.first_factor = 1.04});
  CHECK(far.bracket.lower <= 3);
  CHECK(far.bracket.upper > 3);
  CHECK(far.asked < 16);
}

TEST_CASE("the ends may be open") {
  // 2^-13 in six digits; the next half is below the lowest.
  CHECK(find(1e-9).bracket.lower == 0);
  CHECK(find(1e-9).bracket.upper == 0.00012207);
  const Found all = find(1e9);
  CHECK(all.bracket.lower == 0x1p19);  // 2^20 in six digits is beyond it
  CHECK(std::isinf(all.bracket.upper));
}

TEST_CASE("scales have six significant digits, also where the tolerance asks for more") {
  const Found found = find(0.123456789, {.tolerance = 1e-9});
  CHECK(found.bracket.lower == 0.123456);
  CHECK(found.bracket.upper == 0.123457);
}

}  // namespace servesweep::sweep::rate_bracket_test
