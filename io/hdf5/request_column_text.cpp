#include "io/hdf5/request_column_text.h"

#include <string>

#include "io/hdf5/request_row.h"

namespace servesweep::io {
namespace {

bool is_prefill_time(std::size_t column) {
  return column >= kBreakdownColumn && engine::kBreakdown[column - kBreakdownColumn].time_us ==
                                           &engine::LatencyBreakdown::prefill_us;
}

}  // namespace

Compression compression_of(std::size_t column) {
  using Column = RequestColumn;
  switch (static_cast<Column>(column)) {
    case Column::request:
    case Column::input_tokens:
    case Column::output_tokens:
    case Column::arrival_us:
    case Column::enqueued_diff_us:
      return Compression::matches;
    default:
      return is_prefill_time(column) ? Compression::matches : Compression::runs;
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
