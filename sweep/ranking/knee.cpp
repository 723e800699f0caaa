#include "sweep/ranking/knee.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace servesweep::sweep {
namespace {

/// Rounding apart, a point on the chord is on no side of it.
constexpr double kOnTheChord = 1e-12;

/// To [0, 1] in every objective; one that does not vary is 0.
std::vector<Objectives> normalised(const std::vector<Objectives>& front) {
  std::vector<Objectives> scaled = front;
  for (std::size_t k = 0; k < front.front().size(); ++k) {
    double low = front.front()[k], high = low;
    for (const Objectives& point : front) {
      low = std::min(low, point[k]);
      high = std::max(high, point[k]);
    }
    for (Objectives& point : scaled) point[k] = high > low ? (point[k] - low) / (high - low) : 0;
  }
  return scaled;
}

/// Larger is more of a knee. Normalised, the ends of a front of two objectives are (0, 1) and (1,
/// 0), so the distance from the chord is (1 − x − y)/√2.
double merit(const Objectives& point) {
  if (point.size() == 2) return (1 - point[0] - point[1]) / std::sqrt(2.0);
  double squares = 0;
  for (const double value : point) squares += value * value;
  return -std::sqrt(squares);
}

}  // namespace

std::optional<std::size_t> knee_of(const std::vector<Objectives>& front) {
  constexpr std::size_t kFewest = 3;
  if (std::set<Objectives>(front.begin(), front.end()).size() < kFewest) return std::nullopt;
  const std::vector<Objectives> points = normalised(front);
  std::optional<std::size_t> knee;
  double most = points.front().size() == 2 ? kOnTheChord : -std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!(merit(points[i]) > most)) continue;
    knee = i;
    most = merit(points[i]);
  }
  return knee;
}

}  // namespace servesweep::sweep
