#pragma once

#include <map>
#include <string>
#include <vector>

#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/parameter.h"
#include "sweep/study/point.h"

namespace servesweep::sweep {

/// The free parameters of one strategy, in the order of declaration.
class ParameterSpace {
 public:
  ParameterSpace() = default;
  /// Reads a map from name to Parameter.
  [[nodiscard]] static ParameterSpace read(const io::Document& parameters);

  [[nodiscard]] const std::vector<Parameter>& parameters() const { return parameters_; }
  [[nodiscard]] std::vector<std::string> names() const;

  /// Number of grid points: the product of the grids; 1 without parameters.
  [[nodiscard]] std::size_t grid_size() const;
  /// The index-th grid point; the last parameter varies fastest. Precondition: index < grid_size().
  [[nodiscard]] Point grid_point(std::size_t index) const;

  /// Every parameter at its default: the first value of its grid.
  [[nodiscard]] Point default_point() const;

  /// A point from `name → text` settings; a parameter without a setting takes its default.
  /// Problem (where = `where`) for an unknown name or a value outside the range or list.
  [[nodiscard]] Point point_of(const std::map<std::string, std::string>& settings,
                               const std::string& where) const;

  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;

 private:
  std::vector<Parameter> parameters_;
};

}  // namespace servesweep::sweep
