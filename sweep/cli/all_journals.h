#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "io/folder/result_folder.h"

namespace servesweep::sweep {

/// The journals of a folder, the ordinary one and those of all members of all times.
struct AllJournals {
  [[nodiscard]] static AllJournals of(const io::ResultFolder& folder);

  std::size_t records = 0;
  /// The last whole event of the journal that was written to last: a JSON object; empty if there is
  /// none.
  std::string last_event;
  std::map<std::string, std::size_t> shard_runs;  ///< by shard, as noted when it was written
};

/// An event in words: its name, and what of it is short: "shard: name shard-0000-0001.h5, runs 7".
[[nodiscard]] std::string event_words(const std::string& event);

}  // namespace servesweep::sweep
