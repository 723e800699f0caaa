#include "io/hdf5/request_column_text.h"

#include <string>

#include "io/hdf5/request_row.h"

namespace servesweep::io {

Compression compression_of(std::size_t column) {
  using Column = RequestColumn;
  switch (static_cast<Column>(column)) {
    case Column::request:
    case Column::slo_class:
    case Column::tenant:
    case Column::input_tokens:
    case Column::output_tokens:
    case Column::arrival_us:
      return Compression::matches;
    default:
      return Compression::runs;
  }
}

void describe_column(h5::Dataset& dataset, std::size_t column) {
  const RequestColumnInfo& info = info_of(column);
  if (*info.decode != '\0') dataset.set_attribute("decode", std::string(info.decode));
  if (column == static_cast<std::size_t>(RequestColumn::status)) {
    dataset.set_attribute("flag_values", std::string("0, 1, 2, 3, 4, 5"));
    dataset.set_attribute("flag_meanings",
                          std::string("completed waiting running rejected dropped unrouted"));
  }
}

}  // namespace servesweep::io
