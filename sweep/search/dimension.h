#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "sweep/study/parameter_range.h"

namespace servesweep::sweep {

/// One coordinate of the unit cube: which number a position in [0, 1] stands for. All but real
/// dimensions are divided into cells, one per value, and the value's own position is inside its
/// cell.
class Dimension {
 public:
  /// Which values are alike: on a real or an ordered dimension neighbours, on a categorical one
  /// none. The values of an ordered one are whole numbers or listed numbers, rising. A boolean one
  /// is categorical with two values, false and true.
  enum class Kind : std::uint8_t { real, ordered, categorical, boolean };

  /// Positions are shares of the range; values are rounded as ParameterRange does.
  [[nodiscard]] static Dimension real(std::string name,
                                      ParameterRange range = {.low = 0, .high = 1});
  /// The whole numbers of a range, ends included. A cell is what rounds to its number; the outer
  /// cells are as wide as the others. Precondition: the ends are whole numbers.
  [[nodiscard]] static Dimension integer(std::string name, ParameterRange range);
  /// 0 … cells − 1 in cells of one width: places in a list of numbers, rising, or of categories.
  [[nodiscard]] static Dimension ordered(std::string name, std::size_t cells);
  [[nodiscard]] static Dimension categorical(std::string name, std::size_t cells);
  [[nodiscard]] static Dimension boolean(std::string name);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] Kind kind() const { return kind_; }
  /// Number of values; 0 if it is real.
  [[nodiscard]] std::size_t cells() const { return cells_; }

  /// The number at a position: a real, a whole number, or a place in the list.
  [[nodiscard]] double value_at(double position) const;
  /// Its inverse. Precondition: the dimension has the value.
  [[nodiscard]] double position_of(double value) const;
  /// The position of the value at a position; reals stay where they are. Clamps to [0, 1].
  [[nodiscard]] double snapped(double position) const;
  /// Where the cell's value is. Precondition: cell < cells().
  [[nodiscard]] double cell_position(std::size_t cell) const;

 private:
  Dimension(std::string name, Kind kind, std::size_t cells, ParameterRange range);

  std::string name_;
  Kind kind_;
  std::size_t cells_;
  ParameterRange range_;  ///< of the values, half a cell wider at both ends if there are cells
};

}  // namespace servesweep::sweep
