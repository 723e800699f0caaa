#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace servesweep::io {

/// A process, so that another one can tell later whether it still lives.
struct ProcessIdentity {
  /// The node's name to its batch system (SLURMD_NODENAME), else the host's.
  std::string host;
  /// Boot id and pid namespace: where equal, a pid means the same process. Empty if unknown.
  std::string machine;
  std::int64_t pid = 0;
  std::int64_t start_ticks = 0;  ///< since boot: tells apart processes that had the same pid

  [[nodiscard]] static ProcessIdentity mine();

  /// Whether it lives; empty if that cannot be told from here, as on another machine.
  [[nodiscard]] std::optional<bool> lives() const;
};

}  // namespace servesweep::io
