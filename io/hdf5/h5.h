#pragma once

#include <hdf5.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "io/hdf5/chunk_encoder.h"

/// The narrow gate to HDF5 1.10 (serial): the only header that includes hdf5.h. Files are groups of
/// 1-D columns: integers, doubles and fixed-length UTF-8 text; nothing else exists on disk.
///
/// Errors are engine::Problem with where = "FILE:/group/name" and HDF5's innermost reason; HDF5
/// itself prints nothing. Damaged and foreign files give a Problem, never a crash.
///
/// Threads: the serial library locks itself, so different files may be used on different threads,
/// one thread at a time each; but it is a lock, not parallelism: keep one writer thread per rank.
namespace servesweep::io::h5 {

template <class T>
concept Number = std::same_as<T, std::int8_t> || std::same_as<T, std::int16_t> ||
    std::same_as<T, std::int32_t> || std::same_as<T, std::int64_t> ||
    std::same_as<T, std::uint8_t> || std::same_as<T, std::uint16_t> ||
    std::same_as<T, std::uint32_t> || std::same_as<T, std::uint64_t> || std::same_as<T, double>;

/// Rows per chunk: 64 Ki keeps the widest column's chunk at 512 KiB, within HDF5's default cache.
inline constexpr std::size_t kChunkRows = 65'536;

/// Owns one HDF5 handle and closes it.
class Handle {
 public:
  using Close = herr_t (*)(hid_t);
  Handle() = default;
  Handle(hid_t id, Close closer) : id_(id), close_(closer) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { (void)close(); }

  [[nodiscard]] hid_t get() const { return id_; }
  [[nodiscard]] bool valid() const { return id_ >= 0; }
  herr_t close() { return valid() ? close_(std::exchange(id_, -1)) : 0; }

 private:
  hid_t id_ = -1;
  Close close_ = nullptr;
};

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
  template <Number T>
  [[nodiscard]] std::vector<T> read() const {
    return read<T>(0, rows_);
  }
  /// Problem if it is not fixed-length text.
  [[nodiscard]] std::vector<std::string> read_text() const;

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
  Dataset write(const std::string& name, std::span<const T> rows, const ColumnText& text,
                Compression compression = Compression::runs);
  /// The same from parts; each but the last must be kChunkRows rows long.
  template <Number T>
  Dataset write(const std::string& name, std::span<const std::span<const T>> parts,
                const ColumnText& text, Compression compression = Compression::runs);
  /// Text as fixed-length UTF-8, as wide as the longest row (at least 1 byte), padded with NUL.
  Dataset write_text(const std::string& name, std::span<const std::string> rows,
                     const ColumnText& text);

  void set_attribute(const std::string& name, const std::string& value);
  void set_attribute(const std::string& name, std::int64_t value);
  void set_attribute(const std::string& name, double value);
  [[nodiscard]] std::string text_attribute(const std::string& name) const;
  [[nodiscard]] std::int64_t integer_attribute(const std::string& name) const;
  [[nodiscard]] double real_attribute(const std::string& name) const;

  [[nodiscard]] const std::string& where() const { return where_; }

 private:
  Dataset write_bytes(const std::string& name, hid_t type,
                      std::span<const std::span<const std::byte>> parts, std::size_t element_bytes,
                      const ColumnText& text, Compression compression);

  Handle handle_;
  std::string where_;
};

/// The bytes of a finished file.
class FileBytes {
 public:
  FileBytes() : block_(nullptr, &std::free) {}
  /// Takes over a block from malloc.
  FileBytes(void* block, std::size_t size) : block_(block, &std::free), size_(size) {}
  [[nodiscard]] std::size_t size() const { return size_; }
  operator std::span<const std::byte>()
      const {  // NOLINT(google-explicit-constructor): it is a span
    return {static_cast<const std::byte*>(block_.get()), size_};
  }

 private:
  std::unique_ptr<void, void (*)(void*)> block_;
  std::size_t size_ = 0;
};

/// A file built in memory. HDF5 1.10 cannot survive a full disk (a failed write leaves handles that
/// crash it later), so it never writes files here: finish() gives the bytes, the caller stores
/// them.
class FileImage {
 public:
  /// `name` stands for the file in messages.
  explicit FileImage(const std::string& name);
  FileImage(const FileImage&) = delete;
  FileImage& operator=(const FileImage&) = delete;
  ~FileImage();

  [[nodiscard]] Group& root() { return root_; }
  /// Closes the file and returns its bytes. Call once, with no Group or Dataset of it alive but
  /// root().
  [[nodiscard]] FileBytes finish();

 private:
  struct Memory;
  std::unique_ptr<Memory> memory_;
  std::string name_;
  Handle file_;
  Group root_;
};

/// A file on disk, read only.
class File {
 public:
  /// Problem if it is missing, unreadable, truncated or not HDF5.
  [[nodiscard]] static File open_read_only(const std::filesystem::path& path);
  [[nodiscard]] const Group& root() const { return root_; }

 private:
  File(Handle file, Group root) : file_(std::move(file)), root_(std::move(root)) {}

  Handle file_;
  Group root_;
};

namespace detail {
/// Silences HDF5's own printing on this thread.
void silence();
/// Throws the Problem "where: cannot <what> (<HDF5's innermost reason>); …".
[[noreturn]] void fail(const std::string& where, const std::string& what);
/// Turns a negative HDF5 result into fail(); returns others.
hid_t check(hid_t result, const std::string& where, const char* what);
Handle fixed_text_type(std::size_t width);
void write_attribute(hid_t object, const std::string& name, hid_t type, const void* value,
                     const std::string& where);
void write_text_attribute(hid_t object, const std::string& name, const std::string& value,
                          const std::string& where);
std::string read_text_attribute(hid_t object, const std::string& name, const std::string& where);
void read_attribute(hid_t object, const std::string& name, hid_t type, void* value,
                    const std::string& where);
}  // namespace detail

}  // namespace servesweep::io::h5
