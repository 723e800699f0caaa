#include "sweep/search/sobol_points.h"

#include <algorithm>

#include "engine/random/stream.h"

namespace servesweep::sweep {
namespace {

constexpr engine::StreamPurpose kScramble("search.sobol");
constexpr unsigned kDigits = 32;

}  // namespace

SobolPoints::SobolPoints(std::size_t dimensions, std::uint64_t seed)
    : engine_(std::max<std::size_t>(dimensions, 1)), dimensions_(dimensions), seed_(seed) {}

UnitPoint SobolPoints::next() {
  UnitPoint point(dimensions_);
  for (std::size_t i = 0; i < dimensions_; ++i) point[i] = scrambled(i, at_origin_ ? 0 : engine_());
  at_origin_ = false;
  return point;
}

double SobolPoints::scrambled(std::size_t dimension, std::uint32_t digits) const {
  std::uint32_t flips = 0;
  for (unsigned k = 0; k < kDigits; ++k) {
    // A 1 before the k leading digits tells 01 from 1; the coordinate stands above both.
    const std::uint64_t prefix =
        (std::uint64_t{1} << k) | (static_cast<std::uint64_t>(digits) >> (kDigits - k));
    engine::Stream coin(seed_, kScramble, (std::uint64_t{dimension} << kDigits) | prefix);
    flips |= static_cast<std::uint32_t>(coin() & 1U) << (kDigits - 1 - k);
  }
  return (static_cast<double>(digits ^ flips) + 0.5) * 0x1p-32;
}

}  // namespace servesweep::sweep
