#include "sweep/explanation/level_path.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "tests/property.h"

namespace servesweep::sweep::level_path_test {
namespace {

using Path = std::vector<std::pair<std::size_t, double>>;

/// The naive way: all crossings of all pairs, and a sort between any two of them.
Path naive_path(const std::vector<MovingValue>& values, std::int64_t level) {
  std::vector<double> stops{0, 1};
  for (const MovingValue& a : values) {
    for (const MovingValue& b : values) {
      const double closing = (a.to - a.from) - (b.to - b.from);
      const double lambda = closing == 0 ? 0 : (b.from - a.from) / closing;
      if (0 < lambda && lambda < 1) stops.push_back(lambda);
    }
  }
  std::ranges::sort(stops);
  std::map<std::size_t, double> measure;
  for (std::size_t s = 1; s < stops.size(); ++s) {
    const double middle = (stops[s - 1] + stops[s]) / 2;
    std::vector<std::pair<double, std::size_t>> sorted;
    for (std::size_t i = 0; i < values.size(); ++i) {
      for (std::int64_t c = 0; c < values[i].count; ++c) {
        sorted.emplace_back(values[i].at(middle), i);
      }
    }
    std::ranges::sort(sorted);
    measure[sorted[static_cast<std::size_t>(level)].second] += stops[s] - stops[s - 1];
  }
  std::erase_if(measure, [](const auto& entry) { return entry.second == 0; });
  return {measure.begin(), measure.end()};
}

double order_statistic(const std::vector<MovingValue>& values, std::int64_t level, double lambda) {
  std::vector<double> all;
  for (const MovingValue& value : values) {
    for (std::int64_t c = 0; c < value.count; ++c) all.push_back(value.at(lambda));
  }
  std::ranges::sort(all);
  return all[static_cast<std::size_t>(level)];
}

double change_along(const std::vector<MovingValue>& values, const Path& path) {
  double change = 0;
  for (const auto& [i, measure] : path) change += measure * (values[i].to - values[i].from);
  return change;
}

}  // namespace

TEST_CASE("two values that cross share the path at their crossing") {
  // 0 → 30 and 10 → 0 cross where 30λ = 10 − 10λ: λ = 1/4. The smaller is the first before it.
  const std::vector<MovingValue> values{{.from = 0, .to = 30}, {.from = 10, .to = 0}};
  CHECK(level_path(values, 0) == Path{{0, 0.25}, {1, 0.75}});
  CHECK(level_path(values, 1) == Path{{0, 0.75}, {1, 0.25}});
}

TEST_CASE("a value that stands for several is at several levels") {
  const std::vector<MovingValue> values{{.from = 0, .to = 0, .count = 3}, {.from = 1, .to = 1}};
  CHECK(level_path(values, 2) == Path{{0, 1.0}});
  CHECK(level_path(values, 3) == Path{{1, 1.0}});
}

TEST_CASE("many values through one point still have one at each level") {
  std::vector<MovingValue> values;
  for (int i = 0; i < 40; ++i) values.push_back({.from = 100.0, .to = 60.0 + 2 * i});
  CHECK(level_path(values, 7) == Path{{7, 1.0}});
  for (MovingValue& value : values) value.from = 200 - value.to;  // they meet at λ = 1/2
  const Path path = level_path(values, 7);
  REQUIRE(path.size() == 2);
  CHECK(path[0].first == 7);
  CHECK(path[1].first == 32);
  CHECK(path[0].second == doctest::Approx(0.5));
}

TEST_CASE("the path of a level is that of the naive way") {
  check_property([](const std::vector<std::pair<std::uint8_t, std::uint8_t>>& ends) {
    std::map<std::pair<int, int>, std::int64_t> counts;  // distinct lines
    for (const auto& [from, to] : ends) ++counts[{from % 64, to % 64}];
    std::vector<MovingValue> values;
    for (const auto& [line, count] : counts) {
      values.push_back({.from = static_cast<double>(line.first),
                        .to = static_cast<double>(line.second),
                        .count = count});
    }
    const auto all = static_cast<std::int64_t>(ends.size());
    for (std::int64_t level = 0; level < all; level += 1 + all / 7) {
      const Path path = level_path(values, level), naive = naive_path(values, level);
      double total = 0;
      for (const auto& [i, measure] : path) total += measure;
      RC_ASSERT(std::abs(total - 1) < 1e-9);
      std::map<std::size_t, double> gap(path.begin(), path.end());
      for (const auto& [i, measure] : naive) gap[i] -= measure;
      for (const auto& [i, measure] : gap) RC_ASSERT(std::abs(measure) < 1e-9);
      const double change = order_statistic(values, level, 1) - order_statistic(values, level, 0);
      RC_ASSERT(std::abs(change_along(values, path) - change) < 1e-9);
    }
  });
}

TEST_CASE("the path of a level among thousands ends where the order statistic does") {
  std::vector<MovingValue> values;
  std::uint64_t state = 1;
  const auto next = [&state] {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<double>(state >> 44);
  };
  for (int i = 0; i < 5000; ++i) {
    const double from = next(), to = next();
    values.push_back({.from = from, .to = to});
  }
  for (const std::int64_t level : {0, 2499, 4949, 4999}) {
    const double change = order_statistic(values, level, 1) - order_statistic(values, level, 0);
    CHECK(change_along(values, level_path(values, level)) == doctest::Approx(change).epsilon(1e-9));
  }
}

}  // namespace servesweep::sweep::level_path_test
