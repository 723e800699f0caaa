#include "sweep/search/sobol_points.h"

#include <algorithm>

#include "sweep/search/draws.h"

namespace servesweep::sweep {
namespace {

constexpr engine::StreamPurpose kScramble("search.sobol");

std::uint32_t reversed(std::uint32_t x) {
  x = ((x >> 1U) & 0x55555555U) | ((x & 0x55555555U) << 1U);
  x = ((x >> 2U) & 0x33333333U) | ((x & 0x33333333U) << 2U);
  x = ((x >> 4U) & 0x0f0f0f0fU) | ((x & 0x0f0f0f0fU) << 4U);
  x = ((x >> 8U) & 0x00ff00ffU) | ((x & 0x00ff00ffU) << 8U);
  return (x >> 16U) | (x << 16U);
}

/// Every binary digit is flipped or not by the key and the digits before it: in the reversed
/// number, sums and products with even numbers carry upwards only.
std::uint32_t scrambled(std::uint32_t digits, std::uint32_t key) {
  std::uint32_t x = reversed(digits);
  x += key;
  for (const std::uint32_t even : {0x6c50b47cU, 0xb82f1e52U, 0xc7afe638U, 0x8d22f6e6U}) {
    x ^= x * even;
  }
  return reversed(x);
}

}  // namespace

SobolPoints::SobolPoints(std::size_t dimensions, std::uint64_t seed)
    : SobolPoints(dimensions, seed, kScramble, 0) {}

SobolPoints::SobolPoints(std::size_t dimensions, std::uint64_t seed, engine::StreamPurpose purpose,
                         std::uint64_t index)
    : engine_(std::max<std::size_t>(dimensions, 1)), keys_(dimensions) {
  engine::Stream stream(seed, purpose, index);
  for (std::uint32_t& key : keys_) key = static_cast<std::uint32_t>(stream());
}

UnitPoint SobolPoints::next() {
  UnitPoint point(keys_.size());
  for (std::size_t i = 0; i < point.size(); ++i) {
    const std::uint32_t digits = scrambled(at_origin_ ? 0 : engine_(), keys_[i]);
    point[i] = (static_cast<double>(digits) + 0.5) * 0x1p-32;
  }
  at_origin_ = false;
  return point;
}

Eigen::MatrixXd quasi_normal(std::uint64_t seed, engine::StreamPurpose purpose, std::uint64_t index,
                             Eigen::Index points, Eigen::Index dimensions) {
  Eigen::MatrixXd result(points, dimensions);
  SobolPoints sequence(static_cast<std::size_t>(dimensions), seed, purpose, index);
  for (Eigen::Index i = 0; i < points; ++i) {
    const UnitPoint point = sequence.next();
    std::ranges::transform(point, result.row(i).begin(), normal_quantile);
  }
  return result;
}

}  // namespace servesweep::sweep
