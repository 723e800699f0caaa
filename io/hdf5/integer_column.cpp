#include "io/hdf5/integer_column.h"

#include <algorithm>
#include <concepts>
#include <cstring>
#include <limits>

#include "io/hdf5/packed_columns.h"

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

template <class From, class T>
void copy_as(std::span<const std::byte> values, std::span<T> out) {
  if constexpr (std::same_as<From, T>) {
    std::memcpy(out.data(), values.data(), out.size_bytes());
  } else {
    for (std::size_t i = 0; i < out.size(); ++i) {
      From value;
      std::memcpy(&value, values.data() + i * sizeof(From), sizeof(From));
      out[i] = static_cast<T>(value);
    }
  }
}

}  // namespace

template <class From, class T>
void IntegerColumn::append_to(Blocks<T>& blocks, std::span<const std::byte> values) {
  while (!values.empty()) {
    if (blocks.empty() || blocks.back().size() == h5::kChunkRows) {
      blocks.emplace_back();
      // Long columns get whole blocks at once, short ones grow as they need.
      if (blocks.size() > 1) blocks.back().reserve(h5::kChunkRows);
    }
    std::vector<T>& block = blocks.back();
    const std::size_t before = block.size();
    const std::size_t count = std::min(values.size() / sizeof(From), h5::kChunkRows - before);
    block.resize(before + count);
    copy_as<From>(values, std::span(block).subspan(before));
    values = values.subspan(count * sizeof(From));
  }
}

template <class From>
void IntegerColumn::append_as(std::span<const std::byte> values) {
  std::visit([&](auto& blocks) { append_to<From>(blocks, values); }, blocks_);
  rows_ += values.size() / sizeof(From);
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
  append_as<std::int64_t>(std::as_bytes(values));
}

void IntegerColumn::append_packed(std::span<const std::byte> values, std::size_t width) {
  switch (width) {
    case 1:
      return append_as<std::int8_t>(values);
    case 2:
      widen<std::int16_t>();
      return append_as<std::int16_t>(values);
    case 4:
      widen<std::int32_t>();
      return append_as<std::int32_t>(values);
    default:
      widen<std::int64_t>();
      return append_as<std::int64_t>(values);
  }
}

std::size_t IntegerColumn::width() const {
  return std::visit([]<class T>(const Blocks<T>&) { return sizeof(T); }, blocks_);
}

h5::Dataset IntegerColumn::write(h5::Group& group, const std::string& name,
                                 const h5::ColumnText& text) const {
  return std::visit(
      [&]<class T>(const Blocks<T>& blocks) {
        const std::vector<std::span<const T>> parts(blocks.begin(), blocks.end());
        return group.write<T>(name, parts, text);
      },
      blocks_);
}

std::size_t IntegerColumn::blocks() const {
  return std::visit([](const auto& blocks) { return blocks.size(); }, blocks_);
}

std::vector<std::byte> IntegerColumn::packed_block(std::size_t block) const {
  return std::visit(
      [&]<class T>(const Blocks<T>& blocks) {
        const std::span<const T> rows = blocks[block];
        const std::size_t chunk_rows = block > 0 ? h5::kChunkRows : rows.size();
        return packed_chunk(std::as_bytes(rows), chunk_rows * sizeof(T), sizeof(T));
      },
      blocks_);
}

h5::Dataset IntegerColumn::write_packed(
    h5::Group& group, const std::string& name, const h5::ColumnText& text,
    std::span<const std::vector<std::byte>> packed_blocks) const {
  return std::visit(
      [&]<class T>(const Blocks<T>&) {
        return group.write_packed<T>(name, rows_, packed_blocks, text);
      },
      blocks_);
}

h5::Dataset write_integers(h5::Group& group, const std::string& name,
                           std::span<const std::int64_t> values, const h5::ColumnText& text) {
  IntegerColumn column;
  column.append(values);
  return column.write(group, name, text);
}

}  // namespace servesweep::io
