#include "io/hdf5/integer_column.h"

#include <algorithm>
#include <limits>

namespace servesweep::io {
namespace {

struct Range {
  std::int64_t low = 0, high = 0;
};

Range range_of(std::span<const std::int64_t> values) {
  Range range;
  for (const std::int64_t value : values) {
    range.low = std::min(range.low, value);
    range.high = std::max(range.high, value);
  }
  return range;
}

template <class T>
bool fits(const Range& range) {
  return range.low >= std::numeric_limits<T>::min() && range.high <= std::numeric_limits<T>::max();
}

template <class T, class Values>
void widen_if_narrower(Values& values) {
  std::visit(
      [&](const auto& narrow) {
        if constexpr (sizeof(narrow[0]) < sizeof(T)) {
          std::vector<T> wide(narrow.begin(), narrow.end());
          values = std::move(wide);
        }
      },
      values);
}

}  // namespace

void IntegerColumn::append(std::span<const std::int64_t> values) {
  const Range range = range_of(values);
  if (!fits<std::int32_t>(range)) {
    widen_if_narrower<std::int64_t>(values_);
  } else if (!fits<std::int16_t>(range)) {
    widen_if_narrower<std::int32_t>(values_);
  } else if (!fits<std::int8_t>(range)) {
    widen_if_narrower<std::int16_t>(values_);
  }
  std::visit(
      [&](auto& column) {
        using T = typename std::remove_reference_t<decltype(column)>::value_type;
        const std::size_t before = column.size();
        column.resize(before + values.size());
        std::transform(values.begin(), values.end(),
                       column.begin() + static_cast<std::ptrdiff_t>(before),
                       [](std::int64_t value) { return static_cast<T>(value); });
      },
      values_);
}

std::size_t IntegerColumn::rows() const {
  return std::visit([](const auto& column) { return column.size(); }, values_);
}

std::size_t IntegerColumn::width() const {
  return std::visit([](const auto& column) { return sizeof(column[0]); }, values_);
}

std::size_t IntegerColumn::bytes() const {
  return rows() * width();
}

h5::Dataset IntegerColumn::write(h5::Group& group, const std::string& name,
                                 const h5::ColumnText& text, Compression compression) const {
  return std::visit(
      [&]<class T>(const std::vector<T>& column) {
        return group.write<T>(name, column, text, compression);
      },
      values_);
}

h5::Dataset write_integers(h5::Group& group, const std::string& name,
                           std::span<const std::int64_t> values, const h5::ColumnText& text) {
  IntegerColumn column;
  column.append(values);
  return column.write(group, name, text, Compression::matches);
}

}  // namespace servesweep::io
