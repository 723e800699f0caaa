#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/statistics/fixed_width.h"

namespace servesweep::sweep {

/// As many seeds for each point of a study as its changes from the baseline take to be known: see
/// FixedWidth.
///
///   seeds: {first: 42, min: 10, max: 200, half_width: 0.02}   # or half_width: 2%
///   seeds: auto                                               # {first: 1} and the rest as above
///
/// What is left out is as in `auto`. Seeds are first, first + 1, …; every point begins with `min`.
struct SeedsByNeed {
  std::uint64_t first = 1;
  FixedWidth width;

  /// Whether a study's `seeds` are of this kind, and not a count or a list.
  [[nodiscard]] static bool are_meant(const io::Document& node);
  /// Problem (file:line: field) for anything that is not as above.
  [[nodiscard]] static SeedsByNeed read(const io::Document& node);

  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;
  /// "10 to 200 seeds, until every objective's change is known to +-2 %".
  [[nodiscard]] std::string text() const;
  /// The first so many.
  [[nodiscard]] std::vector<std::uint64_t> list(std::size_t count) const;
};

}  // namespace servesweep::sweep
