#include "sweep/report/thinned_curve.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace servesweep::sweep::thinned_curve_test {
namespace {

using Points = std::vector<CurvePoint>;

Points thinned(const Points& all, std::size_t bins) {
  ThinnedCurve curve(bins);
  for (const CurvePoint& one : all) curve.add(one.time_us, one.value);
  return curve.points();
}

}  // namespace

TEST_CASE("a few points are kept as they are") {
  const Points few{
      {.time_us = 0, .value = 2}, {.time_us = 1, .value = 5}, {.time_us = 3, .value = 1}};
  CHECK(thinned(few, 4) == few);
  CHECK(thinned({}, 4).empty());
  CHECK(ThinnedCurve(4).empty());
}

TEST_CASE("of each stretch the lowest and the highest stay, and the ends of all") {
  // Two stretches of 4 µs: 0 … 3 and 4 … 7.
  Points all;
  const double values[] = {3, 9, 1, 4, 7, 7, 2, 5};
  for (int i = 0; i < 8; ++i) all.push_back({.time_us = i, .value = values[i]});
  CHECK(thinned(all, 2) == Points{{.time_us = 0, .value = 3},
                                  {.time_us = 1, .value = 9},
                                  {.time_us = 2, .value = 1},
                                  {.time_us = 4, .value = 7},
                                  {.time_us = 6, .value = 2},
                                  {.time_us = 7, .value = 5}});
}

TEST_CASE("however long, a curve is bounded and loses no extreme of any stretch") {
  constexpr std::size_t kBins = 50;
  std::mt19937 random(3);
  std::uniform_int_distribution<engine::TimeUs> gap(0, 5'000);
  std::uniform_real_distribution<double> value(-1, 1);
  Points all;
  engine::TimeUs time_us = 0;
  for (int i = 0; i < 20'000; ++i)
    all.push_back({.time_us = time_us += gap(random), .value = value(random)});
  all[777].value = 40;
  all[12'345].value = -40;
  const Points kept = thinned(all, kBins);
  CHECK(kept.size() <= 2 * kBins + 2);
  CHECK(kept.front() == all.front());
  CHECK(kept.back() == all.back());
  CHECK(std::ranges::is_sorted(kept, {}, &CurvePoint::time_us));
  const auto is_kept = [&](const CurvePoint& one) {
    return std::ranges::find(kept, one) != kept.end();
  };
  CHECK(is_kept(all[777]));
  CHECK(is_kept(all[12'345]));
  // Stretches are a power of two long, so that at most kBins and more than half of them are used.
  engine::TimeUs width_us = 1;
  while (time_us / width_us >= static_cast<engine::TimeUs>(kBins)) width_us *= 2;
  for (std::size_t begin = 0; begin < all.size();) {
    const engine::TimeUs stretch = all[begin].time_us / width_us;
    std::size_t end = begin;
    while (end < all.size() && all[end].time_us / width_us == stretch) ++end;
    const auto [low, high] = std::minmax_element(
        all.begin() + static_cast<std::ptrdiff_t>(begin),
        all.begin() + static_cast<std::ptrdiff_t>(end),
        [](const CurvePoint& a, const CurvePoint& b) { return a.value < b.value; });
    REQUIRE(is_kept(*low));
    REQUIRE(is_kept(*high));
    begin = end;
  }
}

}  // namespace servesweep::sweep::thinned_curve_test
