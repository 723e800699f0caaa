#include "sweep/saturation/sustainability.h"

#include <doctest/doctest.h>

#include <vector>

namespace servesweep::sweep::sustainability_test {
namespace {

std::vector<LoadMeasure> seeds(const std::vector<double>& goodput,
                               const std::vector<double>& growth) {
  std::vector<LoadMeasure> measures(goodput.size());
  for (std::size_t i = 0; i < goodput.size(); ++i) {
    measures[i].goodput = goodput[i];
    measures[i].growth = growth[i];
  }
  return measures;
}

const std::vector<double> kAll{1, 1, 1, 1}, kSteady{0, 0, 0, 0};

}  // namespace

TEST_CASE("bounds are one-sided Student t bounds, by Bonferroni over all looks") {
  // Mean 0.975, standard error 0.01/√12; t(0.95, 3) = 2.3534, t(0.9875, 3) = 4.1765.
  const auto measures = seeds({0.98, 0.97, 0.98, 0.97}, kSteady);
  const SustainabilityVerdict once = judge(measures, {});
  CHECK(once.goodput.mean == doctest::Approx(0.975));
  CHECK(once.goodput.bounds.lower == doctest::Approx(0.975 - 2.3534 * 0.00288675).epsilon(1e-5));
  CHECK(once.goodput.bounds.upper == doctest::Approx(0.975 + 2.3534 * 0.00288675).epsilon(1e-5));
  const SustainabilityVerdict four = judge(measures, {.looks = 4});
  CHECK(four.goodput.bounds.lower == doctest::Approx(0.975 - 4.1765 * 0.00288675).epsilon(1e-5));
}

TEST_CASE("sustainable is what both bounds prove") {
  const SustainabilityVerdict good = judge(seeds(kAll, kSteady), {});
  CHECK(good.verdict == Sustainability::sustainable);
  CHECK(good.limit == LoadLimit::none);
  CHECK(judge(seeds({0.99, 0.99, 0.99, 0.99}, {0.01, 0.01, 0.01, 0.01}), {}).verdict ==
        Sustainability::sustainable);
}

TEST_CASE("unsustainable is what one bound disproves, and says which") {
  const SustainabilityVerdict late = judge(seeds({0.98, 0.97, 0.98, 0.97}, kSteady), {});
  CHECK(late.verdict == Sustainability::unsustainable);
  CHECK(late.limit == LoadLimit::goodput);
  const SustainabilityVerdict grows = judge(seeds(kAll, {0.03, 0.04, 0.03, 0.04}), {});
  CHECK(grows.verdict == Sustainability::unsustainable);
  CHECK(grows.limit == LoadLimit::growth);
  // Both: the growth is the cause.
  CHECK(judge(seeds({0, 0, 0, 0}, {0.03, 0.04, 0.03, 0.04}), {}).limit == LoadLimit::growth);
}

TEST_CASE("in between it is undecided, and so is a single seed") {
  const SustainabilityVerdict by_goodput = judge(seeds({1, 0.98, 1, 0.985}, kSteady), {});
  CHECK(by_goodput.verdict == Sustainability::undecided);
  CHECK(by_goodput.limit == LoadLimit::goodput);
  const SustainabilityVerdict by_growth = judge(seeds(kAll, {-0.02, 0.03, -0.02, 0.03}), {});
  CHECK(by_growth.verdict == Sustainability::undecided);
  CHECK(by_growth.limit == LoadLimit::growth);
  CHECK(judge(seeds({1}, {0}), {}).verdict == Sustainability::undecided);
  CHECK(judge(seeds({0}, {1}), {}).verdict == Sustainability::undecided);
}

TEST_CASE("the names of verdicts and limits") {
  CHECK(std::string(name_of(Sustainability::unsustainable)) == "not sustainable");
  CHECK(std::string(name_of(LoadLimit::growth)) == "growth");
  CHECK(std::string(name_of(LoadLimit::none)).empty());
}

}  // namespace servesweep::sweep::sustainability_test
