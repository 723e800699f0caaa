#include "sweep/study/random_points.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "engine/base/problem.h"
#include "engine/random/stream.h"
#include "sweep/study/rounded.h"

namespace servesweep::sweep {
namespace {

constexpr int kMostDrawsOfPoint = 10'000;

/// Shares are multiples of a millionth: short, and those of a simplex add up to 1.
constexpr std::int64_t kShareUnits = 1'000'000;

/// Uniform in [0, 1), a multiple of 2^-53.
double uniform(engine::Stream& stream) {
  return static_cast<double>(stream() >> 11) * 0x1p-53;
}

/// Uniform among 0 … count − 1. Precondition: 0 < count, far below 2^53.
std::size_t uniform_below(std::size_t count, engine::Stream& stream) {
  return static_cast<std::size_t>(uniform(stream) * static_cast<double>(count));
}

/// 0 to 1 in millionths, ends included: numbers made of it stay short.
double random_share(engine::Stream& stream) {
  return static_cast<double>(uniform_below(kShareUnits + 1, stream)) /
         static_cast<double>(kShareUnits);
}

double random_real(const ParameterRange& range, engine::Stream& stream) {
  return range.value_at(range.scale == Scale::linear ? random_share(stream) : uniform(stream));
}

/// Uniform over the intervals of half a unit around each whole number.
double random_integer(const ParameterRange& range, engine::Stream& stream) {
  const double low = range.low - 0.5, high = range.high + 0.5;
  const double share = uniform(stream);
  return std::round(range.scale == Scale::log ? rounded(low * std::pow(high / low, share), 6)
                                              : low + (high - low) * share);
}

double random_number(const ParameterRange& range, ParameterType type, engine::Stream& stream) {
  const double value =
      type == ParameterType::integer ? random_integer(range, stream) : random_real(range, stream);
  return std::clamp(value, range.low, range.high);
}

std::vector<double> random_shares(std::size_t count, engine::Stream& stream) {
  std::vector<std::int64_t> cuts = {0, kShareUnits};
  while (cuts.size() <= count) {
    cuts.push_back(static_cast<std::int64_t>(uniform_below(kShareUnits + 1, stream)));
  }
  std::ranges::sort(cuts);
  std::vector<double> shares;
  for (std::size_t i = 0; i < count; ++i) {
    shares.push_back(static_cast<double>(cuts[i + 1] - cuts[i]) / static_cast<double>(kShareUnits));
  }
  return shares;
}

Point random_point(const std::vector<Axis>& axes, engine::Stream& stream) {
  PointValues values;
  for (const Axis& axis : axes) {
    if (!condition_of(axis).holds(values)) {
      add_default_values(axis, values);
      continue;
    }
    if (const auto* simplex = std::get_if<Simplex>(&axis)) {
      add_shares(*simplex, random_shares(simplex->names.size(), stream), values);
      continue;
    }
    const auto& parameter = std::get<Parameter>(axis);
    if (parameter.range) {
      values.emplace_back(parameter.name, random_number(*parameter.range, parameter.type, stream));
    } else {
      add_grid_values(axis, uniform_below(parameter.grid.size(), stream), values);
    }
  }
  return Point(std::move(values));
}

/// A point that is not among `earlier`, nor refused by a constraint; none if all attempts were
/// there before.
std::optional<Point> next_point(const ParameterSpace& space, const std::string& strategy,
                                const std::set<std::string>& earlier, engine::Stream stream) {
  bool any_allowed = false;
  for (int attempt = 0; attempt < kMostDrawsOfPoint; ++attempt) {
    Point point = random_point(space.axes(), stream);
    if (!space.allows(point)) continue;
    any_allowed = true;
    if (!earlier.contains(point.json())) return point;
  }
  if (any_allowed) return std::nullopt;
  throw engine::Problem(fmt::format("strategy {}", strategy), "has no random point",
                        fmt::format("constraints refuse each of {} draws", kMostDrawsOfPoint),
                        "narrow the ranges to where the constraints hold");
}

}  // namespace

std::vector<Point> random_points(const ParameterSpace& space, const std::string& strategy,
                                 std::uint64_t seed, std::size_t count) {
  const auto purpose = engine::StreamPurpose("search.random").of(strategy);
  std::vector<Point> points = {space.default_point()};
  std::set<std::string> earlier = {points.front().json()};
  while (points.size() < count && !space.empty()) {
    auto point = next_point(space, strategy, earlier, {seed, purpose, points.size()});
    if (!point) break;
    earlier.insert(point->json());
    points.push_back(std::move(*point));
  }
  return points;
}

}  // namespace servesweep::sweep
