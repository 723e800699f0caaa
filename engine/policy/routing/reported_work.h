#pragma once

#include <vector>

#include "engine/policy/routing/dispatch_ledger.h"
#include "engine/policy/pending_work.h"

namespace servesweep::engine {

/// Work of the instances from their reports, corrected by what the gateway has sent since, so that
/// requests do not herd to the instance whose report is old.
///
/// Which requests a report does not know yet: when a report comes, load − waiting − running of
/// them, the latest ones, are still on their way; every later one is unknown, too. The view carries
/// no age, so a report counts as new when it differs. Old reports drain: the step in progress began
/// at a known time, and what had to be done then is being done since.
class ReportedWork {
 public:
  void reset(std::size_t instances);
  /// Takes notice of new reports and of requests that have left.
  void look(const ClusterView& view);
  void sent(InstanceId instance, std::int32_t uncached_tokens) {
    unknown_.add(instance, uncached_tokens);
  }
  [[nodiscard]] PendingWork of(const ClusterView& view, std::size_t instance) const;

 private:
  /// What it reads of a report.
  struct Snapshot {
    std::int32_t waiting = 0, running = 0, decoding = 0;
    std::int64_t backlog_tokens = 0;
    TimeUs step_start_us = kNever;
    friend bool operator==(const Snapshot&, const Snapshot&) = default;
  };

  DispatchLedger unknown_;  ///< prompt tokens, not blocks
  std::vector<Snapshot> snapshots_;
};

}  // namespace servesweep::engine
