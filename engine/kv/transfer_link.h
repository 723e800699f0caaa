#pragma once

#include <vector>

#include "engine/base/fifo.h"
#include "engine/kv/fair_share.h"

namespace servesweep::engine {

/// One direction of a link between two memories. Times are integer µs.
///
/// Fair: after the base latency, transfers share the bandwidth (FairShare). Serial: in order of
/// start, each takes base + ⌈tokens / tokens_per_us⌉ (vLLM's offloading). A start costs O(log n).
class TransferLink {
 public:
  enum class Sharing { fair, serial };

  /// An idle link.
  void reset(double tokens_per_us, TimeUs base_us, Sharing sharing);

  /// Starts moving `tokens`. Precondition: `now_us` never decreases from call to call. The id is
  /// used again after it was collected.
  /// With `not_before_us`, it waits until then, whoever starts in between.
  TransferId start(TimeUs now_us, std::int64_t tokens, TimeUs not_before_us = 0);

  /// Everything has been collected.
  [[nodiscard]] bool idle() const { return complete_.empty() && share_.size() == 0; }

  /// Before this time collect() has nothing to do; kForever if nothing moves. (What comes next, a
  /// beginning or a completion, is known at once, the next completion is not.)
  [[nodiscard]] TimeUs next_news_us() const {
    if (!complete_.empty()) return complete_.front().at_us;
    return sharing_ == Sharing::fair ? share_.next_event_us() : kForever;
  }
  [[nodiscard]] bool has_news(TimeUs now_us) const { return next_news_us() <= now_us; }
  /// When the next transfer completes if nothing else starts; kForever if there is none.
  [[nodiscard]] TimeUs next_completion_us() const;
  /// When this one completes if nothing else starts. Precondition: not collected.
  [[nodiscard]] TimeUs completion_us(TransferId id) const;
  /// How long a transfer would take that started now: exact if serial, else with the share it would
  /// have at the beginning, where transfers in their base latency count as well.
  [[nodiscard]] double estimate_us(TimeUs now_us, std::int64_t tokens) const;

  /// Appends what is complete at `now_us` to `done`, in order of completion, then of start.
  void collect(TimeUs now_us, std::vector<TransferId>& done) {
    if (has_news(now_us)) collect_news(now_us, done);
  }

 private:
  void collect_news(TimeUs now_us, std::vector<TransferId>& done);
  void advance_share(TimeUs now_us);
  void note_complete(const CompleteTransfer& transfer);
  [[nodiscard]] TransferId new_id();

  double tokens_per_us_ = 1;
  TimeUs base_us_ = 0;
  Sharing sharing_ = Sharing::fair;
  TimeUs free_from_us_ = 0;           ///< serial: end of the last job
  FairShare share_;                   ///< fair: what is on the way
  Fifo<CompleteTransfer> complete_;   ///< not collected; if serial, all jobs, perhaps in future
  std::vector<TimeUs> completes_us_;  ///< by id; kNever while it is in share_
  std::vector<TransferId> unused_;
  /// Fair: when share_ completes one next; kNever if that is not known since something changed.
  mutable TimeUs share_completes_us_ = kNever;
  mutable FairShare ahead_;                               ///< scratch
  mutable std::vector<CompleteTransfer> ahead_complete_;  ///< scratch
  std::vector<CompleteTransfer> newly_complete_;          ///< scratch
};

}  // namespace servesweep::engine
