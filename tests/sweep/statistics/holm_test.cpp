#include "sweep/statistics/holm.h"

#include <doctest/doctest.h>

namespace holm_test {

using namespace servesweep::sweep;

TEST_CASE("four p-values by hand, in the order given") {
  // Sorted: 0.005·4 = 0.02, 0.01·3 = 0.03, 0.03·2 = 0.06, 0.04·1 = 0.04 but never less than the one
  // before.
  const std::vector<double> adjusted = holm(std::vector<double>{0.01, 0.04, 0.03, 0.005});
  REQUIRE(adjusted.size() == 4);
  CHECK(adjusted[0] == doctest::Approx(0.03));
  CHECK(adjusted[1] == doctest::Approx(0.06));
  CHECK(adjusted[2] == doctest::Approx(0.06));
  CHECK(adjusted[3] == doctest::Approx(0.02));
}

TEST_CASE("one p-value stays, none give none, none exceeds one") {
  CHECK(holm(std::vector<double>{0.03}) == std::vector<double>{0.03});
  CHECK(holm({}).empty());
  CHECK(holm(std::vector<double>{0.6, 0.9, 0.7}) == std::vector<double>{1, 1, 1});
  CHECK(holm(std::vector<double>{0, 1}) == std::vector<double>{0, 1});
}

TEST_CASE("equal p-values are adjusted equally") {
  CHECK(holm(std::vector<double>{0.125, 0.125, 0.125}) == std::vector<double>(3, 0.375));
}

}  // namespace holm_test
