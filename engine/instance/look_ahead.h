#pragma once

#include <vector>

#include "engine/instance/running_batch.h"

namespace servesweep::engine {

/// Looks at the requests of one instance that will be served next, for offload policies that look
/// ahead: what lower tiers hold of them starts to come back, in their order and while memory is
/// there, and what GPU memory holds of them is evicted last.
class LookAhead {
 public:
  LookAhead(std::vector<ActiveRequest>& table, WaitingQueue& waiting, KvCache& kv,
            PrefixLoads& loads, const RunningBatch& batch)
      : table_(table), waiting_(waiting), kv_(kv), loads_(loads), batch_(batch) {}

  /// The policy must outlive the run.
  void reset(const OffloadPolicy& offload, bool recompute_last_token) {
    window_ = loads_.enabled() ? offload.window() : 0;
    protects_ = offload.protects();
    recompute_last_token_ = recompute_last_token;
  }

  /// Requests that are looked at; 0: none ever.
  [[nodiscard]] std::int32_t window() const { return window_; }

  /// After a schedule call at this time.
  void run(TimeUs now_us);
  /// Between schedule calls, when a request was queued: if there is nobody else, it is looked at.
  void run_between_calls(TimeUs now_us);

 private:
  [[nodiscard]] CachedPrefix find(const ActiveRequest& request) const;

  std::vector<ActiveRequest>& table_;
  WaitingQueue& waiting_;
  KvCache& kv_;
  PrefixLoads& loads_;
  const RunningBatch& batch_;
  std::int32_t window_ = 0;
  bool protects_ = false, recompute_last_token_ = false;
  std::vector<Slot> next_;  ///< scratch
};

}  // namespace servesweep::engine
