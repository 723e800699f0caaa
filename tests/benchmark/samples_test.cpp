#include "tests/benchmark/samples.h"

#include <doctest/doctest.h>

namespace samples_test {

using servesweep::benchmark::Samples;

namespace {

Samples of(std::initializer_list<double> values) {
  Samples samples;
  for (const double value : values) samples.add(value);
  return samples;
}

}  // namespace

TEST_CASE("the median of an odd number of samples is the middle one, whatever their order") {
  CHECK(of({7}).median() == 7);
  CHECK(of({9, 1, 4}).median() == 4);
}

TEST_CASE("the median of an even number of samples is the mean of the middle two") {
  CHECK(of({10, 1, 4, 100}).median() == 7);
}

TEST_CASE("the minimum is the smallest sample") {
  CHECK(of({3, 2, 5}).min() == 2);
  CHECK(of({3, 2, 5}).size() == 3);
}

}  // namespace samples_test
