#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace servesweep::io {

/// A value to be written: a scalar, a list, or a map in the order of insertion. Equal values give
/// equal bytes on every machine, so texts made here may be hashed; numbers are the shortest text
/// that reads back exactly.
class Value {
 public:
  [[nodiscard]] static Value text(std::string text);
  [[nodiscard]] static Value number(double number);
  [[nodiscard]] static Value integer(std::int64_t number);
  [[nodiscard]] static Value boolean(bool value);
  [[nodiscard]] static Value list(std::vector<Value> items = {});
  [[nodiscard]] static Value map();

  /// Appends an entry to a map. Precondition: this is a map that does not have `key` yet.
  Value& set(std::string key, Value value);
  /// Appends an item to a list.
  Value& add(Value item);

  /// Compact JSON on one line: the canonical form. A number that is not finite becomes null.
  [[nodiscard]] std::string json() const;
  /// YAML for people: block style, short maps and lists on one line; ends with a line feed.
  [[nodiscard]] std::string yaml() const;

 private:
  enum class Kind : std::uint8_t { text, literal, list, map };

  explicit Value(Kind kind) : kind_(kind) {}
  [[nodiscard]] std::string flow() const;
  [[nodiscard]] bool fits_one_line(int indent) const;
  void write_block(std::string& out, int indent) const;
  void write_child(std::string& out, int indent) const;

  Kind kind_;
  std::string scalar_;
  std::vector<Value> items_;
  std::vector<std::pair<std::string, Value>> entries_;
};

}  // namespace servesweep::io
