#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "io/folder/lease_folder.h"

namespace servesweep::sweep {

/// Judges by what a member sees of leases whether their holders live. Leases are renewed four times
/// in their time.
///
/// No machine's time of day is trusted: what counts is how long this process, by its own steady
/// clock, has seen a lease unchanged. One that is overdue by the file server's clock is believed to
/// be so after half that time, which is two missed renewals; so a server clock that jumps takes no
/// lease from anybody who lives.
class LeaseWatch {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit LeaseWatch(std::chrono::seconds lease) : lease_(lease) {}

  /// The leases as they are `now`, those of this member left out.
  void see(const std::vector<io::SeenLease>& leases, Time now);

  /// Whether a lease may be taken over. `server_ns`: the file server's time. False for one that was
  /// not seen.
  [[nodiscard]] bool stale(const io::SeenLease& seen, std::int64_t server_ns, Time now) const;

  /// Whether its holder was seen to renew or take it after that time.
  [[nodiscard]] bool alive_since(const io::Lease& lease, Time then) const;

 private:
  struct Sight {
    std::int64_t generation = 0;
    std::int64_t renewed_ns = 0;
    Time unchanged_since;
    bool changed = false;  ///< seen to change, so at unchanged_since its holder lived
  };

  std::chrono::steady_clock::duration lease_;
  bool looked_ = false;
  std::map<std::size_t, Sight> sights_;  ///< by chunk
};

}  // namespace servesweep::sweep
