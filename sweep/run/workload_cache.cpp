#include "sweep/run/workload_cache.h"

#include "sweep/run/memory_limit.h"
#include "sweep/study/make_workload.h"

namespace servesweep::sweep {
namespace {

/// In requests; ten segments of content take as much memory as one.
std::size_t workload_bytes(const engine::Workload& workload) {
  return workload.requests.size() + workload.segments.size() / 10;
}

/// Whoever lets go of it last does not get it credited.
void discard(const engine::Workload* workload) {
  const SharedMemory shared;
  delete workload;
}

}  // namespace

std::shared_ptr<const engine::Workload> WorkloadCache::get(std::size_t workload,
                                                           std::uint64_t seed) {
  const Key key{workload, seed};
  if (auto known = find(key)) return known;
  const SharedMemory shared;
  // Two threads may generate the same requests at once; they are equal, and one is kept.
  std::shared_ptr<const engine::Workload> made(
      std::make_unique<engine::Workload>(make_workload(file_at_(workload), seed)).release(),
      discard);
  insert(key, made);
  return made;
}

std::shared_ptr<const engine::Workload> WorkloadCache::find(const Key& key) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  if (found == entries_.end()) return nullptr;
  recent_.splice(recent_.begin(), recent_, found->second);
  return found->second->second;
}

void WorkloadCache::insert(const Key& key,
                           const std::shared_ptr<const engine::Workload>& workload) {
  const std::lock_guard lock(mutex_);
  std::list<Entry> fresh;  // only its last step changes anything, and cannot fail
  fresh.emplace_front(key, workload);
  if (!entries_.try_emplace(key, fresh.begin()).second) return;
  recent_.splice(recent_.begin(), fresh);
  requests_ += workload_bytes(*workload);
  while (requests_ > kMaxRequests && recent_.size() > 1) {
    requests_ -= workload_bytes(*recent_.back().second);
    entries_.erase(recent_.back().first);
    recent_.pop_back();
  }
}

}  // namespace servesweep::sweep
