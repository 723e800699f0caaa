#include "io/trace/class_mix.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>

namespace servesweep::io::class_mix_test {
namespace {

ClassMix mix_of(std::vector<double> weights) {
  ClassMix mix;
  mix.classes.resize(weights.size());
  mix.weights = std::move(weights);
  return mix;
}

}  // namespace

TEST_CASE("classes come as often as their weights say") {
  const ClassMix mix = mix_of({2, 0, 6});
  std::array<int, 3> counts{};
  constexpr int kDraws = 40'000;
  for (std::uint64_t i = 0; i < kDraws; ++i) ++counts[mix.draw(5, i).index()];
  CHECK(counts[1] == 0);
  const double sigma = std::sqrt(kDraws * 0.25 * 0.75);
  CHECK(std::abs(counts[0] - 0.25 * kDraws) < 4 * sigma);
}

TEST_CASE("a draw depends on its seed and number only") {
  const ClassMix mix = mix_of({1, 1});
  int other_seed = 0, other_number = 0;
  for (std::uint64_t i = 0; i < 100; ++i) {
    CHECK(mix.draw(1, i) == mix.draw(1, i));
    other_seed += mix.draw(1, i) != mix.draw(2, i) ? 1 : 0;
    other_number += mix.draw(1, i) != mix.draw(1, i + 1) ? 1 : 0;
  }
  CHECK(other_seed > 20);
  CHECK(other_number > 20);
}

TEST_CASE("without weights all are of the first class, and without classes that is standard") {
  ClassMix mix;
  REQUIRE(mix.known_classes().size() == 1);
  CHECK(mix.known_classes()[0].name == "standard");
  CHECK(mix.draw(1, 3).value() == 0);
  CHECK(mix_of({0, 3, 0}).draw(1, 3).value() == 1);
}

}  // namespace servesweep::io::class_mix_test
