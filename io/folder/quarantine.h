#pragma once

#include <filesystem>

namespace servesweep::io {

/// Where damaged files of a result folder go: OUT/quarantine/. Nothing in it is ever read,
/// overwritten or deleted by the program.
class Quarantine {
 public:
  /// `folder`: the result folder, which the caller has locked.
  explicit Quarantine(const std::filesystem::path& folder) : folder_(folder / "quarantine") {}

  /// Moves a file there, under its own name or, if that is taken, with .1, .2, … at its end;
  /// durable. Returns its new path. Problem if it cannot.
  std::filesystem::path take(const std::filesystem::path& file) const;
  /// The same of a copy, for a file that is then replaced.
  std::filesystem::path take_copy(const std::filesystem::path& file) const;

 private:
  /// A free name.
  [[nodiscard]] std::filesystem::path target_of(const std::filesystem::path& file) const;

  std::filesystem::path folder_;
};

}  // namespace servesweep::io
