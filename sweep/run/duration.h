#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace servesweep::sweep {

/// A span of time as people and Slurm write it: "90s", "30m", "2h", "1d"; "MM:SS", "HH:MM:SS",
/// "D-HH", "D-HH:MM", "D-HH:MM:SS" (sbatch(1), --time; squeue(1), %L). Empty if it is none of
/// these, and for a bare number, which means minutes to Slurm and seconds to most people.
[[nodiscard]] std::optional<std::chrono::seconds> parse_duration(std::string_view text);

/// "2 h 5 min", "1 min 30 s", "45 s", "3 d 2 h": the two largest units.
[[nodiscard]] std::string duration_text(std::chrono::seconds span);

}  // namespace servesweep::sweep
