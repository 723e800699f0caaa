#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace servesweep::sweep {

/// A value that moves in a straight line from `from` to `to` while λ goes from 0 to 1; `count` of
/// them move alike.
struct MovingValue {
  double from = 0, to = 0;
  std::int64_t count = 1;

  [[nodiscard]] double at(double lambda) const { return from + lambda * (to - from); }
};

/// How long each value is the `level`-th smallest one (from 0): (position, measure of its λ), only
/// those above 0, in rising order of positions. The measures add up to 1, and Σ measure·(to − from)
/// is the change of the order statistic from λ = 0 to 1.
///
/// Halves the path until few values can be at the level, then walks from crossing to crossing; in
/// an interval, only values whose range meets that of the level can be it. About n log n, plus the
/// number of changes. Where more than a few values cross in one point the interval is halved down
/// to 2⁻⁴⁰. Preconditions: 0 ≤ level < sum of the counts; distinct values are distinct lines.
[[nodiscard]] std::vector<std::pair<std::size_t, double>> level_path(
    std::span<const MovingValue> values, std::int64_t level);

}  // namespace servesweep::sweep
