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

}  // namespace

template <class T>
void IntegerColumn::append_to(Blocks<T>& blocks, std::span<const std::int64_t> values) {
  while (!values.empty()) {
    if (blocks.empty() || blocks.back().size() == h5::kChunkRows) {
      blocks.emplace_back();
      // Long columns get whole blocks at once, short ones grow as they need.
      if (blocks.size() > 1) blocks.back().reserve(h5::kChunkRows);
    }
    std::vector<T>& block = blocks.back();
    const std::size_t before = block.size();
    const auto part = values.first(std::min(values.size(), h5::kChunkRows - before));
    block.resize(before + part.size());
    std::transform(part.begin(), part.end(), block.begin() + static_cast<std::ptrdiff_t>(before),
                   [](std::int64_t value) { return static_cast<T>(value); });
    values = values.subspan(part.size());
  }
}

template <class T>
void IntegerColumn::widen() {
  const auto convert = [this]<class Narrow>(const Blocks<Narrow>& narrow) {
    if constexpr (sizeof(Narrow) < sizeof(T)) {
      Blocks<T> wide;
      for (const auto& block : narrow) {
        wide.emplace_back().reserve(h5::kChunkRows);
        wide.back().assign(block.begin(), block.end());
      }
      blocks_ = std::move(wide);
    }
  };
  std::visit(convert, blocks_);
}

void IntegerColumn::append(std::span<const std::int64_t> values) {
  const Range range = range_of(values);
  if (!fits<std::int32_t>(range)) {
    widen<std::int64_t>();
  } else if (!fits<std::int16_t>(range)) {
    widen<std::int32_t>();
  } else if (!fits<std::int8_t>(range)) {
    widen<std::int16_t>();
  }
  std::visit([&](auto& blocks) { append_to(blocks, values); }, blocks_);
  rows_ += values.size();
}

std::size_t IntegerColumn::width() const {
  return std::visit([]<class T>(const Blocks<T>&) { return sizeof(T); }, blocks_);
}

h5::Dataset IntegerColumn::write(h5::Group& group, const std::string& name,
                                 const h5::ColumnText& text, Compression compression) const {
  return std::visit(
      [&]<class T>(const Blocks<T>& blocks) {
        const std::vector<std::span<const T>> parts(blocks.begin(), blocks.end());
        return group.write<T>(name, parts, text, compression);
      },
      blocks_);
}

h5::Dataset write_integers(h5::Group& group, const std::string& name,
                           std::span<const std::int64_t> values, const h5::ColumnText& text) {
  IntegerColumn column;
  column.append(values);
  return column.write(group, name, text, Compression::matches);
}

}  // namespace servesweep::io
