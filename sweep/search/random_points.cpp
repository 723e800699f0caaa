#include "sweep/search/random_points.h"

#include <boost/random/uniform_01.hpp>

#include "engine/random/stream.h"

namespace servesweep::sweep {
namespace {

constexpr engine::StreamPurpose kPoint("search.random");

}  // namespace

UnitPoint RandomPoints::next() {
  engine::Stream stream(seed_, kPoint, drawn_++);
  UnitPoint point(dimensions_);
  for (double& coordinate : point) coordinate = boost::random::uniform_01<double>{}(stream);
  return point;
}

}  // namespace servesweep::sweep
