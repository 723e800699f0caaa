#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "engine/workload/workload.h"
#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// The requests of each workload and seed, generated once per rank and shared by all strategies:
/// the common random numbers of a study are common memory, too. Bounded; the least recently used
/// ones go first. Safe to use from many threads, and unchanged if memory runs out.
///
/// Its memory is charged to no run (SharedMemory): all runs of a workload and seed share it, and
/// which of them makes it is chance. Making it may take what the limit allows a run, so requests
/// too many for that fail every run of theirs alike.
class WorkloadCache {
 public:
  using FileAt = std::function<const WorkloadFile&(std::size_t workload)>;
  explicit WorkloadCache(FileAt file_at) : file_at_(std::move(file_at)) {}

  [[nodiscard]] std::shared_ptr<const engine::Workload> get(std::size_t workload,
                                                            std::uint64_t seed);

 private:
  using Key = std::pair<std::size_t, std::uint64_t>;
  using Entry = std::pair<Key, std::shared_ptr<const engine::Workload>>;
  static constexpr std::size_t kMaxRequests = 2'000'000;  ///< about 130 MB

  [[nodiscard]] std::shared_ptr<const engine::Workload> find(const Key& key);
  void insert(const Key& key, const std::shared_ptr<const engine::Workload>& workload);

  FileAt file_at_;
  std::mutex mutex_;
  std::list<Entry> recent_;  ///< most recently used first
  std::map<Key, std::list<Entry>::iterator> entries_;
  std::size_t requests_ = 0;
};

}  // namespace servesweep::sweep
