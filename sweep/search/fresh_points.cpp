#include "sweep/search/fresh_points.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/base/contract.h"
#include "sweep/search/shuffle.h"

namespace servesweep::sweep {
namespace {

constexpr engine::StreamPurpose kLeft("search.left");
constexpr int kMostFreshDraws = 10'000;
constexpr std::size_t kLargestList = std::size_t{1} << 20U;

}  // namespace

FreshPoints::FreshPoints(SearchSpace space, std::uint64_t seed, std::vector<UnitPoint> first)
    : space_(std::move(space)), seed_(seed), first_(std::move(first)) {
  std::ranges::reverse(first_);
}

bool FreshPoints::has_first() {
  while (!first_.empty() && !is_fresh(first_.back())) first_.pop_back();
  return !first_.empty();
}

bool FreshPoints::is_fresh(const UnitPoint& point) const {
  return !proposed_.contains(space_.values(point)) && space_.allows(point);
}

Trial FreshPoints::take(const UnitPoint& point) {
  UnitPoint snapped = space_.snap(point);
  SERVESWEEP_EXPECT(is_fresh(snapped));
  const TrialId id(static_cast<std::int32_t>(proposed_.size()));
  proposed_.insert(space_.values(snapped));
  return {.id = id, .x = std::move(snapped)};
}

std::optional<Trial> FreshPoints::next(const std::function<UnitPoint()>& draw) {
  if (has_first()) return take(first_.back());
  for (int i = 0; i < kMostFreshDraws; ++i) {
    const UnitPoint point = draw();
    if (is_fresh(point)) return take(point);
  }
  if (const auto point = any_left()) return take(*point);
  return std::nullopt;
}

/// Once: later calls take what is left of the list.
void FreshPoints::list_points() {
  left_.emplace(space_.size(kLargestList).value_or(0));
  std::iota(left_->begin(), left_->end(), std::size_t{0});
  engine::Stream stream(seed_, kLeft, 0);
  shuffle(*left_, stream);
}

std::optional<UnitPoint> FreshPoints::any_left() {
  if (!left_) list_points();
  while (!left_->empty()) {
    UnitPoint point = space_.point_at(left_->back());
    left_->pop_back();
    if (is_fresh(point)) return point;
  }
  return std::nullopt;
}

}  // namespace servesweep::sweep
