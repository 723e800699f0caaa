#include "sweep/search/random_points.h"

#include "engine/random/stream.h"
#include "sweep/search/draws.h"

namespace servesweep::sweep {
namespace {

constexpr engine::StreamPurpose kPoint("search.random");

}  // namespace

UnitPoint RandomPoints::next() {
  engine::Stream stream(seed_, kPoint, drawn_++);
  UnitPoint point(dimensions_);
  for (double& coordinate : point) coordinate = uniform(stream);
  return point;
}

}  // namespace servesweep::sweep
