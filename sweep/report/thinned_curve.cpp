#include "sweep/report/thinned_curve.h"

#include <algorithm>
#include <limits>

namespace servesweep::sweep {

void ThinnedCurve::Span::add(const CurvePoint& point) {
  if (!used || point.value < low.value) low = point;
  if (!used || point.value > high.value) high = point;
  used = true;
}

void ThinnedCurve::Span::add(const Span& later) {
  if (!later.used) return;
  const bool low_first = later.low.time_us <= later.high.time_us;
  add(low_first ? later.low : later.high);
  add(low_first ? later.high : later.low);
}

void ThinnedCurve::double_width() {
  width_us_ *= 2;
  std::vector<Span> merged((spans_.size() + 1) / 2);
  for (std::size_t i = 0; i < spans_.size(); ++i) merged[i / 2].add(spans_[i]);
  spans_ = std::move(merged);
}

void ThinnedCurve::add(engine::TimeUs time_us, double value) {
  const CurvePoint point{.time_us = time_us, .value = value};
  if (empty()) first_ = point;
  last_ = point;
  while (static_cast<std::size_t>(time_us / width_us_) >= bins_) double_width();
  const auto span = static_cast<std::size_t>(time_us / width_us_);
  if (span >= spans_.size()) spans_.resize(span + 1);
  spans_[span].add(point);
}

double ThinnedCurve::highest() const {
  double highest = -std::numeric_limits<double>::infinity();
  for (const Span& span : spans_) {
    if (span.used) highest = std::max(highest, span.high.value);
  }
  return highest;
}

std::vector<CurvePoint> ThinnedCurve::points() const {
  std::vector<CurvePoint> points;
  if (empty()) return points;
  points.push_back(first_);
  for (const Span& span : spans_) {
    if (!span.used) continue;
    const bool low_first = span.low.time_us <= span.high.time_us;
    points.push_back(low_first ? span.low : span.high);
    points.push_back(low_first ? span.high : span.low);
  }
  points.push_back(last_);
  points.erase(std::unique(points.begin(), points.end()), points.end());
  return points;
}

}  // namespace servesweep::sweep
