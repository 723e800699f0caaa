#pragma once

#include <cstdint>
#include <string>

namespace servesweep::sweep {

/// How long a job may take: a span of parse_duration(), or a bare number, which is minutes, as for
/// sbatch.
class JobTime {
 public:
  /// @param where  what the text is of, for the complaint
  /// @throws engine::Problem unless it is one of these, more than nothing and less than 1000 days
  [[nodiscard]] static JobTime parse(const std::string& where, const std::string& text);

  [[nodiscard]] std::int64_t seconds() const { return seconds_; }
  /// D-HH:MM:SS.
  [[nodiscard]] std::string slurm_text() const;
  /// As people say it: "1 d 2 h".
  [[nodiscard]] std::string text() const;

 private:
  explicit JobTime(std::int64_t seconds) : seconds_(seconds) {}

  std::int64_t seconds_;
};

}  // namespace servesweep::sweep
