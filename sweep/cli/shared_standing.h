#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "io/folder/member_file.h"
#include "io/folder/result_folder.h"
#include "sweep/cli/life.h"
#include "sweep/cli/merged_members.h"

namespace servesweep::sweep {

/// What the files of a shared result folder say of those who work on it (`run --shared`). Changes
/// nothing and disturbs nobody.
struct SharedStanding {
  using Time = std::chrono::system_clock::time_point;

  struct Member {
    io::SeenMember seen;
    Life life = Life::unknown;
    std::size_t leased_chunks = 0;
    /// Since its last sign of life: its live file, which is renewed every two seconds, or its
    /// member file, which is touched four times in its lease. By this machine's clock against those
    /// of others, so a few seconds mean nothing.
    double silent_s = 0;
    std::optional<LiveStanding> live;  ///< what it says of itself
    std::string problem;               ///< why that is not known, although there is a file
  };

  /// Empty if the folder was never shared.
  [[nodiscard]] static std::optional<SharedStanding> in(const io::ResultFolder& folder, Time now);

  /// The liveliest of the members: running if one runs; unknown without members.
  [[nodiscard]] Life life() const;
  /// Since the latest sign of any; 0 without members.
  [[nodiscard]] double silent_s() const;
  /// What those at work do together; empty if nobody is, or has told anything.
  [[nodiscard]] std::optional<LiveStanding> together() const;

  std::vector<Member> members;  ///< that have not left, by number
  /// What the member said that has left last, of those that have.
  std::optional<LiveStanding> last_left;
  std::size_t leased_chunks = 0;  ///< and not done
  std::size_t done_chunks = 0;    ///< marked by the members of the last wave
};

}  // namespace servesweep::sweep
