#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/folder/member_file.h"
#include "io/folder/result_folder.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// What the files of a shared result folder say of those who work on it (`run --shared`). Changes
/// nothing and disturbs nobody.
struct SharedStanding {
  struct Member {
    io::SeenMember seen;
    std::size_t leased_chunks = 0;
    /// Since its last sign of life, which it gives four times in its lease; by this machine's clock
    /// against the file server's, so a few seconds mean nothing.
    double silent_s = 0;

    /// Silent for longer than its leases last: others may take its chunks over.
    [[nodiscard]] bool presumed_dead() const;
  };

  /// Empty if the folder was never shared. `now_ns`: since 1970.
  [[nodiscard]] static std::optional<SharedStanding> in(const io::ResultFolder& folder,
                                                        std::int64_t now_ns);

  /// "2 members at work, 1 silent; 5 chunks leased", and a line for each member.
  [[nodiscard]] std::string text() const;
  /// A list of maps.
  [[nodiscard]] io::Value members_value() const;

  std::vector<Member> members;    ///< that have not left, by number
  std::size_t leased_chunks = 0;  ///< and not done
  std::size_t done_chunks = 0;    ///< marked by the members of the last wave
};

/// A journal of a folder, ordinary or a member's, that was written to last; and the records of all.
struct AllJournals {
  [[nodiscard]] static AllJournals of(const io::ResultFolder& folder);

  std::int64_t records = 0;
  std::string last_event;  ///< empty if there is none
};

}  // namespace servesweep::sweep
