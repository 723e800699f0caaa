#include "sweep/run/lease_watch.h"

#include <utility>

namespace servesweep::sweep {

void LeaseWatch::see(const std::vector<io::SeenLease>& leases, Time now) {
  std::map<std::size_t, Sight> sights;
  for (const io::SeenLease& seen : leases) {
    const auto before = sights_.find(seen.lease.chunk);
    const bool same = before != sights_.end() &&
                      before->second.generation == seen.lease.generation &&
                      before->second.renewed_ns == seen.renewed_ns;
    // What the first look finds may be old.
    sights[seen.lease.chunk] =
        same ? before->second : Sight{seen.lease.generation, seen.renewed_ns, now, looked_};
  }
  sights_ = std::move(sights);
  looked_ = true;
}

bool LeaseWatch::stale(const io::SeenLease& seen, std::int64_t server_ns, Time now) const {
  const auto sight = sights_.find(seen.lease.chunk);
  if (sight == sights_.end() || sight->second.generation != seen.lease.generation ||
      sight->second.renewed_ns != seen.renewed_ns) {
    return false;
  }
  const auto watched = now - sight->second.unchanged_since;
  const bool overdue = std::chrono::nanoseconds(server_ns - seen.renewed_ns) >= lease_;
  return watched >= lease_ || (overdue && watched >= lease_ / 2);
}

bool LeaseWatch::alive_since(const io::Lease& lease, Time then) const {
  const auto sight = sights_.find(lease.chunk);
  return sight != sights_.end() && sight->second.generation == lease.generation &&
         sight->second.changed && sight->second.unchanged_since > then;
}

}  // namespace servesweep::sweep
