#pragma once

#include <cstddef>
#include <string_view>

#include "io/hdf5/h5.h"

namespace servesweep::io::h5 {

/// Collects what a column of text needs: the longest row, and whether ASCII suffices, which more
/// readers understand than UTF-8.
class TextExtent {
 public:
  void add(std::string_view text);
  /// Bytes per row: one more than the longest has, so that every row ends with a NUL and h5dump
  /// shows no padding.
  [[nodiscard]] std::size_t width() const { return most_bytes_ + 1; }
  [[nodiscard]] Handle type() const;

 private:
  std::size_t most_bytes_ = 0;
  bool ascii_ = true;
};

}  // namespace servesweep::io::h5
