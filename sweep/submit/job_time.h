#pragma once

#include <cstdint>
#include <string>

namespace servesweep::sweep {

/// How long a job may take, in seconds, as Slurm and people write it: 30 (minutes), MM:SS,
/// HH:MM:SS, D-HH, D-HH:MM, D-HH:MM:SS; 90s, 30m, 2h, 1d.
class JobTime {
 public:
  /// @param where  what the text is of, for the complaint
  /// @throws engine::Problem unless it is one of these, more than nothing and less than 1000 days
  [[nodiscard]] static JobTime parse(const std::string& where, const std::string& text);

  [[nodiscard]] std::int64_t seconds() const { return seconds_; }
  /// D-HH:MM:SS.
  [[nodiscard]] std::string slurm_text() const;
  /// As people say it: "1 d 2 h 30 min".
  [[nodiscard]] std::string text() const;

 private:
  explicit JobTime(std::int64_t seconds) : seconds_(seconds) {}

  std::int64_t seconds_;
};

}  // namespace servesweep::sweep
