#include "io/hdf5/row_prediction.h"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>
#include <limits>

using namespace servesweep::io;

TEST_CASE("a line is rounded down to whole numbers, also below zero") {
  const PredictionLine line = PredictionLine::of(1601.35, 3.5);
  CHECK(line == PredictionLine{1'679'137'178, 3'670'016});  // times 2^20 = 1,048,576
  CHECK(line.at(0) == 1601);
  CHECK(line.at(1) == 1604);   // 1604.85
  CHECK(line.at(10) == 1636);  // 1636.35
  CHECK(line.at(-458) == -2);  // -1.65
  CHECK(PredictionLine{}.at(1'000'000) == 0);
}

TEST_CASE("coefficients that no latency model has predict nothing") {
  for (const double bad :
       {std::nan(""), std::numeric_limits<double>::infinity(), 1048576.0, -2e9}) {
    CHECK(PredictionLine::of(bad, 1) == PredictionLine{});
    CHECK(PredictionLine::of(1, bad) == PredictionLine{});
  }
}

TEST_CASE("coefficients of a damaged file wrap") {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  // (2^63 − 1)² = 1 modulo 2^64, so the sum is 2^63, which wraps to −2^63.
  CHECK(PredictionLine{most, most}.at(most) == -(1LL << 43));
}
