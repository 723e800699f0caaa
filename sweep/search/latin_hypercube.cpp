#include "sweep/search/latin_hypercube.h"

#include <numeric>

#include "sweep/search/shuffle.h"

namespace servesweep::sweep {
namespace {

constexpr engine::StreamPurpose kOrder("search.latin_hypercube");

}  // namespace

LatinHypercube::LatinHypercube(std::size_t dimensions, std::size_t points, std::uint64_t seed)
    : places_(dimensions, seed), points_(points) {
  for (std::size_t dimension = 0; dimension < dimensions; ++dimension) {
    engine::Stream stream(seed, kOrder, dimension);
    intervals_.emplace_back(points);
    std::iota(intervals_.back().begin(), intervals_.back().end(), std::size_t{0});
    shuffle(intervals_.back(), stream);
  }
}

UnitPoint LatinHypercube::next() {
  UnitPoint point = places_.next();
  if (drawn_ == points_) return point;
  for (std::size_t i = 0; i < point.size(); ++i) {
    point[i] =
        (static_cast<double>(intervals_[i][drawn_]) + point[i]) / static_cast<double>(points_);
  }
  ++drawn_;
  return point;
}

}  // namespace servesweep::sweep
