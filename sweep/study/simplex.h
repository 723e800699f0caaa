#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/condition.h"

namespace servesweep::sweep {

/// Named shares that are at least 0 and add up to 1, such as the weights of scorers: n names, n − 1
/// degrees of freedom, and no two settings that mean the same.
///
/// YAML: `name:` followed by
///   {simplex: [w_prefix, w_queue, w_kv], steps: 4}  with optional `default: [0.5, 0.25, 0.25]`,
///   `meaning: text` and `when: {…}` (as of a Parameter); with a default, `steps` may be left out,
///   and the grid is the default alone.
/// The grid is the lattice of that many steps (simplex-lattice design, Scheffé 1958): every way to
/// share out `steps` units, C(steps + n − 1, n − 1) points, from all on the first name to all on
/// the last; the last name's share varies fastest. Shares are rounded to 12 significant digits.
struct Simplex {
  /// Problem (file:line: field) for anything that is not as above.
  [[nodiscard]] static Simplex read(const std::string& name, const io::Document& spec);

  /// The declared default, else the first grid point.
  [[nodiscard]] const std::vector<double>& default_shares() const;
  /// Whether a search may use these shares: one per name, not below 0, adding up to 1 within 1e-9.
  [[nodiscard]] bool contains(const std::vector<double>& shares) const;
  /// "w_prefix, w_queue, w_kv".
  [[nodiscard]] std::string names_text() const;
  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;

  std::string name;
  std::vector<std::string> names;         ///< of the shares: what `$name` refers to; two or more
  std::int64_t steps = 0;                 ///< of the lattice; 0 = none
  std::vector<std::vector<double>> grid;  ///< never empty
  std::optional<std::vector<double>> fallback;
  std::string meaning;
  Condition when;
};

}  // namespace servesweep::sweep
