#pragma once

#include <hdf5.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

/// The narrow gate to HDF5 1.10 (serial): the only header that includes hdf5.h. Files are groups of
/// 1-D columns: integers, doubles and fixed-length UTF-8 text; nothing else exists on disk.
///
/// Errors are engine::Problem with where = "FILE:/group/name" and HDF5's innermost reason; HDF5
/// itself prints nothing. Damaged and foreign files give a DamagedFile, never a crash.
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

namespace detail {
/// Silences HDF5's own printing on this thread.
void silence();
/// Throws the DamagedFile "where: cannot <what> (<HDF5's innermost reason>); …".
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
