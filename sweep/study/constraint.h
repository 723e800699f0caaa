#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/yaml/document.h"
#include "sweep/study/axis.h"
#include "sweep/study/condition.h"
#include "sweep/study/point.h"

namespace servesweep::sweep {

/// A comparison that the points of a strategy must fulfil: "rho_low < rho_high", "steps <= 3". Each
/// side is a parameter or a number, the operator one of < <= > >=. It does not apply where one of
/// its parameters does not exist (see Condition): there it holds.
class Constraint {
 public:
  /// Problem (file:line: field) for another form, a name that is not one of `axes` or whose values
  /// are no numbers, for two numbers, and for parameters that never exist together.
  [[nodiscard]] static Constraint read(const io::Document& node, const std::vector<Axis>& axes);

  /// Precondition: the point has the parameters, with numbers as values.
  [[nodiscard]] bool holds(const Point& point) const;
  /// The same of the values of all names of `axes` that are numbers, in their order; none where a
  /// parameter does not exist.
  [[nodiscard]] bool holds(const std::vector<std::optional<double>>& numbers) const;

  /// "rho_low < rho_high".
  [[nodiscard]] const std::string& text() const { return text_; }
  /// The settings that it compares: "rho_low = 3, rho_high = 2".
  [[nodiscard]] std::string settings(const Point& point) const;

 private:
  enum class Operator : std::uint8_t { less, less_or_equal, greater, greater_or_equal };
  struct Side {
    std::string name;          ///< empty: a number
    std::size_t position = 0;  ///< of the name among those of numbers
    double number = 0;
  };
  [[nodiscard]] Side read_side(const io::Document& node, const std::string& text,
                               const std::vector<Axis>& axes);
  [[nodiscard]] bool compares(double left, double right) const;

  Side left_, right_;
  Operator operator_ = Operator::less;
  Condition when_;  ///< both sides exist
  std::string text_;
};

}  // namespace servesweep::sweep
