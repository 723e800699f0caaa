#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "sweep/search/axis_cube.h"
#include "sweep/search/dimension.h"
#include "sweep/search/optimiser.h"
#include "sweep/study/parameter_space.h"
#include "sweep/study/point.h"

namespace servesweep::sweep {

/// The unit cube that an optimiser moves in, what its points mean, and which of them are allowed.
class SearchSpace {
 public:
  using Predicate = std::function<bool(const UnitPoint&)>;

  /// The free parameters of a strategy in their order, with its constraints.
  explicit SearchSpace(const ParameterSpace& parameters);
  /// Any dimensions; `allowed` sees snapped points, and nothing is forbidden without it.
  explicit SearchSpace(std::vector<Dimension> dimensions, Predicate allowed = {});

  [[nodiscard]] const std::vector<Dimension>& dimensions() const { return dimensions_; }
  /// Number of cells if that is finite and at most `most`. Not all need be points: some may be
  /// forbidden, or the same as others but for parameters that do not exist there.
  [[nodiscard]] std::optional<std::size_t> size(std::size_t most) const;
  /// The index-th cell of a finite space. Precondition: index < size().
  [[nodiscard]] UnitPoint point_at(std::size_t index) const;

  /// Moves every coordinate to the position of the value that it stands for; reals stay. Where a
  /// parameter does not exist (see Condition) its coordinates go to its default, so that positions
  /// of the same point are the same but for its reals' rounding.
  [[nodiscard]] UnitPoint snap(UnitPoint position) const;
  /// By dimension: whether its parameter exists there.
  [[nodiscard]] std::vector<bool> active(const UnitPoint& position) const;
  /// Whether the point fulfils the constraints.
  [[nodiscard]] bool allows(const UnitPoint& position) const;
  /// What tells points apart: the number of every dimension. Positions with equal values are the
  /// same point.
  [[nodiscard]] std::vector<double> values(const UnitPoint& position) const;

  /// The settings at a position. Without a strategy: the number of every dimension by its name.
  [[nodiscard]] Point decode(const UnitPoint& position) const;
  /// The position of settings: snapped, and decode() of it gives the settings back, up to
  /// digits beyond those that reals are rounded to. Precondition: the space has the point.
  [[nodiscard]] UnitPoint encode(const Point& point) const;

 private:
  /// The values at a position, and by axis whether it exists there.
  struct Decoded {
    PointValues values;
    std::vector<bool> exists;
  };
  [[nodiscard]] Decoded decode_axes(const UnitPoint& position) const;

  std::vector<Dimension> dimensions_;
  std::vector<AxisCube> cubes_;  ///< of the strategy's axes; empty without one
  std::vector<Constraint> constraints_;
  bool conditional_ = false;  ///< some axes have conditions
  UnitPoint home_;            ///< of the default point, if so
  Predicate allowed_;
};

}  // namespace servesweep::sweep
