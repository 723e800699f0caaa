#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "io/hdf5/h5.h"

namespace servesweep::io {

/// A growing column of integers that is as wide as its widest value needs: int8, int16, int32 or
/// int64. Small in memory, and it leaves the compressor little to do.
class IntegerColumn {
 public:
  void append(std::span<const std::int64_t> values);
  void append(std::int64_t value) { append(std::span(&value, 1)); }

  [[nodiscard]] std::size_t rows() const;
  [[nodiscard]] std::size_t bytes() const;
  /// Bytes per value: 1, 2, 4 or 8.
  [[nodiscard]] std::size_t width() const;

  h5::Dataset write(h5::Group& group, const std::string& name, const h5::ColumnText& text,
                    Compression compression = Compression::runs) const;

 private:
  std::variant<std::vector<std::int8_t>, std::vector<std::int16_t>, std::vector<std::int32_t>,
               std::vector<std::int64_t>>
      values_;
};

/// Writes integers as the narrowest type that holds them.
h5::Dataset write_integers(h5::Group& group, const std::string& name,
                           std::span<const std::int64_t> values, const h5::ColumnText& text);

}  // namespace servesweep::io
