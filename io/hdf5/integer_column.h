#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "io/hdf5/h5_file.h"

namespace servesweep::io {

/// A growing column of integers that is as wide as its widest value needs: int8, int16, int32 or
/// int64. Small in memory, and it leaves the compressor little to do.
class IntegerColumn {
 public:
  void append(std::span<const std::int64_t> values);
  void append(std::int64_t value) { append(std::span(&value, 1)); }
  /// Integers of `width` bytes each (1, 2, 4 or 8) in the machine's byte order; not aligned.
  void append_packed(std::span<const std::byte> values, std::size_t width);

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t bytes() const { return rows_ * width(); }
  /// Bytes per value: 1, 2, 4 or 8.
  [[nodiscard]] std::size_t width() const;

  h5::Dataset write(h5::Group& group, const std::string& name, const h5::ColumnText& text) const;

  /// write() in two steps, the first of which may run on other threads, one call per block.
  [[nodiscard]] std::size_t blocks() const;
  [[nodiscard]] std::vector<std::byte> packed_block(std::size_t block) const;
  h5::Dataset write_packed(h5::Group& group, const std::string& name, const h5::ColumnText& text,
                           std::span<const std::vector<std::byte>> packed_blocks) const;

 private:
  /// Values lie in blocks of one HDF5 chunk each: growing never moves them, which would cost more
  /// than everything else here.
  template <class T>
  using Blocks = std::vector<std::vector<T>>;

  /// Appends values of type From that fit.
  template <class From, class T>
  static void append_to(Blocks<T>& blocks, std::span<const std::byte> values);
  template <class From>
  void append_as(std::span<const std::byte> values);
  template <class T>
  void widen();

  std::variant<Blocks<std::int8_t>, Blocks<std::int16_t>, Blocks<std::int32_t>,
               Blocks<std::int64_t>>
      blocks_;
  std::size_t rows_ = 0;
};

/// Writes integers as the narrowest type that holds them.
h5::Dataset write_integers(h5::Group& group, const std::string& name,
                           std::span<const std::int64_t> values, const h5::ColumnText& text);

}  // namespace servesweep::io
