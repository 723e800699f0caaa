#pragma once

#include <span>
#include <vector>

#include "sweep/search/dimension.h"
#include "sweep/search/optimiser.h"
#include "sweep/study/axis.h"
#include "sweep/study/point.h"

namespace servesweep::sweep {

/// The part of the unit cube that one axis of a strategy spans: none for a single value, one
/// dimension for other parameters, n − 1 real ones for a simplex of n shares (shares_transform.h).
class AxisCube {
 public:
  explicit AxisCube(Axis axis);

  [[nodiscard]] const Axis& axis() const { return axis_; }
  [[nodiscard]] const std::vector<Dimension>& dimensions() const { return dimensions_; }
  /// Appends the axis's values at a position, which has one coordinate per dimension.
  void decode(std::span<const double> position, PointValues& values) const;
  /// Appends the coordinates of a point's values. Precondition: the axis allows the values.
  void encode(const Point& point, UnitPoint& position) const;

 private:
  Axis axis_;
  std::vector<engine::ParameterValue> listed_;  ///< by cell: numbers rising, texts as declared
  std::vector<Dimension> dimensions_;
};

}  // namespace servesweep::sweep
