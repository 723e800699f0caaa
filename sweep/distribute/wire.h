#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace servesweep::sweep {

/// Packs numbers and strings into the bytes of a message, in the byte order of the machine: all
/// ranks of a job are of one kind. Not a file format.
class WireWriter {
 public:
  template <class Number>
  void number(Number value) {
    static_assert(std::is_arithmetic_v<Number> || std::is_enum_v<Number>);
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void text(std::string_view value) {
    number(static_cast<std::uint64_t>(value.size()));
    bytes_.append(value);
  }
  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Reads what a WireWriter wrote, in the same order. Keeps a view: the bytes must outlive it.
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : rest_(bytes) {}

  /// @throws std::runtime_error if the bytes end too early
  template <class Number>
  [[nodiscard]] Number number() {
    static_assert(std::is_arithmetic_v<Number> || std::is_enum_v<Number>);
    Number value;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  /// @throws std::runtime_error if the bytes end too early
  [[nodiscard]] std::string text();

  /// A number of things to follow, each at least `least_bytes` long.
  /// @throws std::runtime_error if the bytes cannot hold so many
  [[nodiscard]] std::size_t count(std::size_t least_bytes);

  /// @throws std::runtime_error unless so many things of so many bytes may follow
  void expect(std::size_t things, std::size_t least_bytes) const;

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::string_view take(std::size_t size);

  std::string_view rest_;
};

}  // namespace servesweep::sweep
