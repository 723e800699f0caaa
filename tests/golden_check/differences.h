#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace servesweep::golden {

/// Compares expected with computed values of one case, counts both agreements and differences, and
/// keeps the first few differences as readable lines.
class Differences {
 public:
  /// Says where the following values stand: a file and a row or field in it.
  void enter(std::string file, std::string place);

  void integer(const char* name, std::int64_t expected, std::int64_t got);
  void text(const char* name, const std::string& expected, const std::string& got);
  /// Equal to 1e-9 relative, or 1e-12 absolute where values cancel to almost nothing.
  void real(const std::string& name, double expected, double got);
  /// Something that has no pair of values, such as a missing row.
  void note(std::string what);

  [[nodiscard]] std::int64_t compared() const { return compared_; }
  [[nodiscard]] std::int64_t count() const { return count_; }
  /// The first differences, one per line.
  [[nodiscard]] const std::vector<std::string>& first() const { return first_; }

 private:
  void differ(const std::string& name, const std::string& expected, const std::string& got);

  std::string file_, place_;
  std::int64_t compared_ = 0, count_ = 0;
  std::vector<std::string> first_;
};

}  // namespace servesweep::golden
