#include "sweep/cli/measured_text.h"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

namespace servesweep::sweep::measured_text_test {

TEST_CASE("what was measured, for people") {
  CHECK(measured_text({}, "ms") == "-");
  CHECK(measured_text({.kind = Measured::Kind::words, .words = "X does Y"}, "1") == "X does Y");
  CHECK(measured_text({.kind = Measured::Kind::value,
                       .value = 180.24,
                       .interval = {.lower = 171.55, .upper = 188.9}},
                      "ms") == "180.2 [171.6, 188.9]");
  CHECK(measured_text({.kind = Measured::Kind::value, .value = 180.24}, "ms") == "180.2");
  CHECK(measured_text({.kind = Measured::Kind::share,
                       .value = 29.0 / 30,
                       .interval = {.lower = 0.8278, .upper = 0.9992}},
                      "1") == "97 % [83, 100]");
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(measured_text({.kind = Measured::Kind::value, .value = nan}, "ms") == "n/a");
  CHECK(measured_text({.kind = Measured::Kind::share, .value = nan}, "ms") == "n/a");
}

TEST_CASE("a change that was measured, with and without its interval") {
  // Falls by 2, 1 and 1.8 of 100: [-2.91, -0.29] %.
  const std::vector<SeedPair> pairs = {{98, 100}, {99, 100}, {98.2, 100}};
  const Measured measured{.kind = Measured::Kind::change, .change = paired_difference(pairs)};
  CHECK(measured_text(measured, "ms") == "-1.6 % [-2.9, -0.3]");
  CHECK(brief_measured_text(measured, "ms") == "-1.6 %");
}

}  // namespace servesweep::sweep::measured_text_test
