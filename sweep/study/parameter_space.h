#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/axis.h"
#include "sweep/study/choice_grid.h"
#include "sweep/study/constraint.h"
#include "sweep/study/point.h"

namespace servesweep::sweep {

/// The free parameters of one strategy, in the order of declaration, and the constraints that its
/// points fulfil. A parameter with a condition exists at some of the points only; at the others it
/// has its default, so that no two points differ in nothing but what does not exist.
class ParameterSpace {
 public:
  ParameterSpace() = default;
  /// Reads a map from name to Parameter or Simplex, with their conditions (see read_condition()),
  /// and a list of Constraints. Problem (file:line: field) also if the default point or every grid
  /// point violates a constraint.
  [[nodiscard]] static ParameterSpace read(const io::Document& parameters,
                                           const std::optional<io::Document>& constraints = {});

  [[nodiscard]] const std::vector<Axis>& axes() const { return axes_; }
  [[nodiscard]] const std::vector<Constraint>& constraints() const { return constraints_; }
  [[nodiscard]] bool empty() const { return axes_.empty(); }
  /// Whether the point fulfils every constraint.
  [[nodiscard]] bool allows(const Point& point) const;
  /// Of parameters and shares: what `$name` may refer to, in the order of a point's values.
  [[nodiscard]] std::vector<std::string> names() const;
  /// Names by the axis, which is the key in the file, that declares them.
  [[nodiscard]] std::vector<std::pair<std::string, std::vector<std::string>>> declarations() const;
  /// Degrees of freedom: n shares count n − 1.
  [[nodiscard]] std::size_t dimensions() const;

  /// Number of grid points: every combination of grid values of the parameters that exist with it,
  /// without the points that violate a constraint; 1 without parameters.
  [[nodiscard]] std::size_t grid_size() const { return grid_.size(); }
  /// How many points of the grid violate a constraint.
  [[nodiscard]] std::size_t left_out() const { return left_out_; }
  /// The index-th grid point; the last parameter varies fastest. Precondition: index < grid_size().
  [[nodiscard]] Point grid_point(std::size_t index) const;
  /// Every parameter at its default, or at its first grid value if it declares none.
  [[nodiscard]] Point default_point() const;

  /// A point from `name → text` settings; a parameter without a setting is as in default_point().
  /// Problem (where = `where`) for an unknown name, a value outside the range or list, some but not
  /// all shares of a simplex or a sum other than 1, a parameter that does not exist there at
  /// another value than its default, and for a point that violates a constraint.
  [[nodiscard]] Point point_of(const std::map<std::string, std::string>& settings,
                               const std::string& where) const;

  /// In the form that read() reads: the map, and the list.
  [[nodiscard]] io::Value to_value() const;
  [[nodiscard]] io::Value constraints_to_value() const;

 private:
  void add(const std::string& name, const io::Document& spec,
           const std::vector<std::string>& later);
  void add_to_grid(const io::Document& spec);
  void read_constraints(const io::Document& list);
  void leave_out(const io::Document& list);

  /// Combinations of one strategy; far beyond what anybody simulates.
  static constexpr std::size_t kLargestGrid = 10'000'000;

  std::vector<Axis> axes_;
  std::vector<Constraint> constraints_;
  ChoiceGrid grid_{kLargestGrid};  ///< a list per axis, of its grid values
  std::size_t left_out_ = 0;
};

}  // namespace servesweep::sweep
