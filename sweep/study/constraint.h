#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/yaml/document.h"
#include "sweep/study/point.h"

namespace servesweep::sweep {

/// A comparison that the points of a strategy must fulfil: "rho_low < rho_high", "steps <= 3". Each
/// side is a parameter or a number, the operator one of < <= > >=.
class Constraint {
 public:
  /// Problem (file:line: field) for another form, a name that is not one of `numbers` (parameters
  /// whose values are numbers; `others` have other values) and for two numbers.
  [[nodiscard]] static Constraint read(const io::Document& node,
                                       const std::vector<std::string>& numbers,
                                       const std::vector<std::string>& others);

  /// Precondition: the point has the parameters, with numbers as values.
  [[nodiscard]] bool holds(const Point& point) const;
  /// The same of the numbers in the order of `numbers` above.
  [[nodiscard]] bool holds(const std::vector<double>& values) const;

  /// "rho_low < rho_high".
  [[nodiscard]] const std::string& text() const { return text_; }
  /// The settings that it compares: "rho_low = 3, rho_high = 2".
  [[nodiscard]] std::string settings(const Point& point) const;

 private:
  enum class Operator : std::uint8_t { less, less_or_equal, greater, greater_or_equal };
  struct Side {
    std::string name;          ///< empty: a number
    std::size_t position = 0;  ///< of the name among the numbers
    double number = 0;
  };
  [[nodiscard]] static Side read_side(const io::Document& node, const std::string& text,
                                      const std::vector<std::string>& numbers,
                                      const std::vector<std::string>& others);
  [[nodiscard]] bool compares(double left, double right) const;

  Side left_, right_;
  Operator operator_ = Operator::less;
  std::string text_;
};

}  // namespace servesweep::sweep
