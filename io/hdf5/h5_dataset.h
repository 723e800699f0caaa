#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/hdf5/h5.h"

namespace servesweep::io::h5 {

/// What a reader is told about a column.
struct ColumnText {
  std::string unit;
  std::string description;
};

/// One column, kept open: repeated reads of neighbouring rows decode each chunk once.
class Dataset {
 public:
  Dataset(Handle handle, std::string where);

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] const std::string& where() const { return where_; }

  /// Rows begin … begin + count − 1, converted to T. Problem if they do not exist, fail their
  /// checksum, are text, or hold values that T cannot (HDF5 would clip them silently).
  template <Number T>
  [[nodiscard]] std::vector<T> read(std::size_t begin, std::size_t count) const;
  /// The same into a vector that may have room already.
  template <Number T>
  void read(std::size_t begin, std::size_t count, std::vector<T>& values) const;
  template <Number T>
  [[nodiscard]] std::vector<T> read() const {
    return read<T>(0, rows_);
  }
  /// Problem if it is not fixed-length text.
  [[nodiscard]] std::vector<std::string> read_text() const { return read_text(0, rows_); }
  [[nodiscard]] std::vector<std::string> read_text(std::size_t begin, std::size_t count) const;

  void set_attribute(const std::string& name, const std::string& value);
  void set_attribute(const std::string& name, std::int64_t value);
  [[nodiscard]] std::string text_attribute(const std::string& name) const;
  [[nodiscard]] std::int64_t integer_attribute(const std::string& name) const;

 private:
  void read_raw(hid_t memory_type, std::size_t begin, std::size_t count, void* out) const;

  Handle handle_;
  std::string where_;
  std::size_t rows_ = 0;
};

}  // namespace servesweep::io::h5
