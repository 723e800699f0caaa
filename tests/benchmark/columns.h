#pragma once

#include <string>

#include "io/table/table.h"

namespace servesweep::benchmark {

/// A column of words.
[[nodiscard]] inline io::TableColumn words(const std::string& header) {
  return {.header = header};
}

/// A column of numbers; reals are shown with so many digits, whole numbers exactly.
[[nodiscard]] inline io::TableColumn numbers(const std::string& header,
                                             const std::string& unit = "",
                                             int significant_digits = 3) {
  return {.header = header,
          .unit = unit,
          .alignment = io::Alignment::right,
          .significant_digits = significant_digits};
}

}  // namespace servesweep::benchmark
