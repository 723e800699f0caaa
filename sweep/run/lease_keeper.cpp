#include "sweep/run/lease_keeper.h"

#include <algorithm>
#include <utility>

namespace servesweep::sweep {

LeaseKeeper::LeaseKeeper(const io::LeaseFolder& folder, const io::MemberFile& member,
                         std::chrono::seconds lease)
    : folder_(folder),
      member_(member),
      period_(std::chrono::milliseconds(lease) / 4),
      thread_([this] { keep_on(); }) {}

LeaseKeeper::~LeaseKeeper() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_all();
  thread_.join();
  give_back();
}

void LeaseKeeper::hold(const io::Lease& lease) {
  const std::lock_guard lock(mutex_);
  held_.push_back(lease);
}

void LeaseKeeper::finish(std::size_t chunk) {
  const std::lock_guard lock(mutex_);
  const auto lease = std::ranges::find(held_, chunk, &io::Lease::chunk);
  if (lease == held_.end()) return;
  folder_.finish(*lease);
  held_.erase(lease);
  std::erase(lost_, chunk);
}

std::vector<std::size_t> LeaseKeeper::take_lost() {
  const std::lock_guard lock(mutex_);
  return std::exchange(news_, {});
}

void LeaseKeeper::give_back() {
  const std::lock_guard lock(mutex_);
  for (const io::Lease& lease : held_) {
    if (std::ranges::find(lost_, lease.chunk) == lost_.end()) folder_.release(lease);
  }
  held_.clear();
}

void LeaseKeeper::keep_on() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, period_, [this] { return ending_; })) renew();
}

/// A lease that was lost is not renewed any more; that its name comes back is another's doing.
void LeaseKeeper::renew() {
  (void)member_.touch();
  for (const io::Lease& lease : held_) {
    if (std::ranges::find(lost_, lease.chunk) != lost_.end() || folder_.renew(lease)) continue;
    lost_.push_back(lease.chunk);
    news_.push_back(lease.chunk);
  }
}

}  // namespace servesweep::sweep
