#include "sweep/cli/figure_column.h"

namespace servesweep::sweep {

io::TableColumn figure_column(const std::string& header) {
  return {.header = header,
          .unit = "",
          .alignment = io::Alignment::right,
          .significant_digits = 4,
          .key = ""};
}

}  // namespace servesweep::sweep
