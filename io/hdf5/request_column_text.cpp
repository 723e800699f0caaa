#include "io/hdf5/request_column_text.h"

#include <string>

#include "io/hdf5/request_row.h"

namespace servesweep::io {

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
