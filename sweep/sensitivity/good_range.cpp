#include "sweep/sensitivity/good_range.h"

#include <cmath>
#include <limits>

#include "engine/base/contract.h"

namespace servesweep::sweep {
namespace {

/// Larger is worse.
double response_cost(double response, Goal goal) {
  if (std::isnan(response)) return std::numeric_limits<double>::infinity();
  return goal == Goal::minimize ? response : -response;
}

}  // namespace

GoodRange good_range(std::span<const double> responses, Goal goal, double tolerance) {
  SERVESWEEP_EXPECT(!responses.empty());
  const auto cost = [&](std::size_t i) { return response_cost(responses[i], goal); };
  const std::size_t end = responses.size() - 1;
  GoodRange range;
  for (std::size_t i = 1; i <= end; ++i) {
    if (cost(i) < cost(range.best)) range.best = i;
  }
  const double most = cost(range.best) + tolerance;
  range.first = range.last = range.best;
  while (range.first > 0 && cost(range.first - 1) <= most) --range.first;
  while (range.last < end && cost(range.last + 1) <= most) ++range.last;
  const auto still_better = [&](std::size_t neighbour) {
    return cost(neighbour) > cost(range.best) + tolerance / 2;
  };
  const bool low = range.first == 0, high = range.last == end;
  if (low && high) {
    range.shape = Shape::flat;
  } else if (low) {
    range.shape = range.best == 0 && still_better(1) ? Shape::low_edge : Shape::low_end;
  } else if (high) {
    range.shape = range.best == end && still_better(end - 1) ? Shape::high_edge : Shape::high_end;
  } else {
    range.shape = Shape::inside;
  }
  return range;
}

const char* name_of(Shape shape) {
  switch (shape) {
    case Shape::flat:
      return "flat";
    case Shape::inside:
      return "inside";
    case Shape::low_end:
      return "to the low end";
    case Shape::high_end:
      return "to the high end";
    case Shape::low_edge:
      return "at the low edge";
    case Shape::high_edge:
      break;
  }
  return "at the high edge";
}

}  // namespace servesweep::sweep
