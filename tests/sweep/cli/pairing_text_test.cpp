#include "sweep/cli/pairing_text.h"

#include <doctest/doctest.h>

#include <vector>

namespace servesweep::sweep::test::pairing_text_test {
namespace {

PairingText of(const std::vector<SeedPair>& pairs) {
  return pairing_text(paired_difference(pairs));
}

}  // namespace

TEST_CASE("pairing: correlation and how many times as many seeds it is worth") {
  const PairingText three = of({{9, 10}, {10, 12}, {11, 14}});  // variances 1 and 4, of d 1
  CHECK(three.correlation == "1.00");
  CHECK(three.gain == "5.0x");
  CHECK(of({{1, 1}, {0, 2}, {1, 1}, {2, 0}}).gain == "0.5x");
  CHECK(of({{1, 2}, {3, 4}, {5, 6}}).gain == ">999x");
}

TEST_CASE("pairing: nothing is said where a side does not vary") {
  CHECK(of({{1, 1}, {1, 1}}).gain == "-");
  CHECK(of({{1, 1}}).correlation == "-");
  CHECK(of({}).correlation == "-");
}

}  // namespace servesweep::sweep::test::pairing_text_test
