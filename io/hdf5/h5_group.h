#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/hdf5/h5_dataset.h"

namespace servesweep::io::h5 {

/// A group of columns.
class Group {
 public:
  Group(Handle handle, std::string where) : handle_(std::move(handle)), where_(std::move(where)) {}

  [[nodiscard]] Group create_group(const std::string& name);
  [[nodiscard]] Group group(const std::string& name) const;
  [[nodiscard]] Dataset dataset(const std::string& name) const;
  [[nodiscard]] bool has(const std::string& name) const;
  /// Names of its members, sorted by bytes.
  [[nodiscard]] std::vector<std::string> names() const;

  /// Writes a column (chunked, shuffle + deflate + fletcher32) with `unit` and `description`.
  template <Number T>
  Dataset write(const std::string& name, std::span<const T> rows, const ColumnText& text);
  /// The same from parts; each but the last must be kChunkRows rows long.
  template <Number T>
  Dataset write(const std::string& name, std::span<const std::span<const T>> parts,
                const ColumnText& text);
  /// The same from chunks of kChunkRows rows (one chunk: of all rows) that a ChunkEncoder packed.
  template <Number T>
  Dataset write_packed(const std::string& name, std::size_t rows,
                       std::span<const std::vector<std::byte>> chunks, const ColumnText& text);
  /// Text as fixed-length UTF-8, as wide as the longest row (at least 1 byte), padded with NUL.
  Dataset write_text(const std::string& name, std::span<const std::string> rows,
                     const ColumnText& text);
  /// The text of a row; valid until the next call.
  using TextOf = std::function<std::string_view(std::size_t row)>;
  /// The same from a function that is asked twice for each row, in order.
  Dataset write_text(const std::string& name, std::size_t rows, const TextOf& text_of,
                     const ColumnText& text);

  void set_attribute(const std::string& name, const std::string& value);
  void set_attribute(const std::string& name, std::int64_t value);
  void set_attribute(const std::string& name, double value);
  [[nodiscard]] std::string text_attribute(const std::string& name) const;
  [[nodiscard]] std::int64_t integer_attribute(const std::string& name) const;
  [[nodiscard]] double real_attribute(const std::string& name) const;

  [[nodiscard]] const std::string& where() const { return where_; }

 private:
  /// Part i of a column; valid until the next call.
  using PartOf = std::function<std::span<const std::byte>(std::size_t part)>;
  /// Of `parts` parts, each but the last of whole chunks.
  Dataset write_bytes(const std::string& name, hid_t type, std::size_t element_bytes,
                      std::size_t rows, std::size_t parts, const PartOf& part_of,
                      const ColumnText& text);

  [[nodiscard]] Handle create_dataset(const std::string& where, const std::string& name, hid_t type,
                                      std::size_t element_bytes, std::size_t rows,
                                      std::size_t chunk_rows);

  Handle handle_;
  std::string where_;
};

}  // namespace servesweep::io::h5
