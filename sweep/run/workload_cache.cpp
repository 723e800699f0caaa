#include "sweep/run/workload_cache.h"

#include "sweep/study/make_workload.h"

namespace servesweep::sweep {
namespace {

/// In requests; ten segments of content take as much memory as one.
std::size_t size_of(const engine::Workload& workload) {
  return workload.requests.size() + workload.segments.size() / 10;
}

}  // namespace

std::shared_ptr<const engine::Workload> WorkloadCache::get(std::size_t workload,
                                                           std::uint64_t seed) {
  const Key key{workload, seed};
  if (auto known = find(key)) return known;
  // Two threads may generate the same requests at once; they are equal, and one is kept.
  auto made = std::make_shared<const engine::Workload>(make_workload(file_at_(workload), seed));
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
  if (entries_.contains(key)) return;
  recent_.emplace_front(key, workload);
  entries_[key] = recent_.begin();
  requests_ += size_of(*workload);
  while (requests_ > kMaxRequests && recent_.size() > 1) {
    requests_ -= size_of(*recent_.back().second);
    entries_.erase(recent_.back().first);
    recent_.pop_back();
  }
}

}  // namespace servesweep::sweep
