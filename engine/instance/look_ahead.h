#pragma once

#include <vector>

#include "engine/instance/running_batch.h"

namespace servesweep::engine {

/// Looks at the requests of one instance that will be served next, for offload policies that look
/// ahead: what lower tiers hold of them starts to come back, in their order and while memory is
/// there, and what GPU memory holds of them is evicted last. For policies that prefetch it looks
/// at each request once, when it is queued.
class LookAhead {
 public:
  LookAhead(std::vector<ActiveRequest>& table, WaitingQueue& waiting, KvCache& kv,
            PrefixLoads& loads, const RunningBatch& batch)
      : table_(table), waiting_(waiting), kv_(kv), loads_(loads), batch_(batch) {}

  /// The policy must outlive the run.
  void reset(const OffloadPolicy& offload, bool recompute_last_token) {
    window_ = loads_.enabled() ? offload.window() : 0;
    prefetches_ = loads_.prefetches();
    protects_ = offload.protects();
    recompute_last_token_ = recompute_last_token;
  }

  /// Requests that are looked at; 0: none ever.
  [[nodiscard]] std::int32_t window() const { return window_; }

  /// A request is about to enter the queue: what lower tiers hold of it is prefetched.
  void before_queueing(Slot slot, TimeUs now_us) {
    if (prefetches_) prefetch(slot, now_us);
  }
  /// It is in the queue, between schedule calls: looked at at once if the window reaches so far.
  void after_queueing(TimeUs now_us) {
    if (window_ >= waiting_.size()) run_between_calls(now_us);
  }
  /// After a schedule call at this time.
  void after_call(TimeUs now_us) {
    if (window_ > 0 && !waiting_.empty()) run(now_us);
  }

 private:
  void prefetch(Slot slot, TimeUs now_us);
  void run_between_calls(TimeUs now_us);
  void run(TimeUs now_us);
  [[nodiscard]] CachedPrefix find(const ActiveRequest& request) const;

  std::vector<ActiveRequest>& table_;
  WaitingQueue& waiting_;
  KvCache& kv_;
  PrefixLoads& loads_;
  const RunningBatch& batch_;
  std::int32_t window_ = 0;
  bool prefetches_ = false, protects_ = false, recompute_last_token_ = false;
  std::vector<Slot> next_;  ///< scratch
};

}  // namespace servesweep::engine
