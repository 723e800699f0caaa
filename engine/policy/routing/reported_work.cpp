#include "engine/policy/routing/reported_work.h"

#include <algorithm>

namespace servesweep::engine {

void ReportedWork::reset(std::size_t instances) {
  unknown_.reset(instances);
  snapshots_.assign(instances, Snapshot{});
}

void ReportedWork::look(const ClusterView& view) {
  for (std::size_t i = 0; i < snapshots_.size(); ++i) {
    const InstanceReport& report = view.reports[i];
    const Snapshot now{.waiting = report.waiting,
                       .running = report.running,
                       .decoding = report.decoding,
                       .backlog_tokens = report.backlog_tokens,
                       .step_start_us = report.step_start_us};
    std::int32_t unknown = view.load[i];
    if (now != snapshots_[i]) {
      snapshots_[i] = now;
      unknown = std::max(0, view.load[i] - report.waiting - report.running);
    }
    unknown_.keep_latest(i, unknown);
  }
}

PendingWork ReportedWork::of(const ClusterView& view, std::size_t instance) const {
  const InstanceReport& report = view.reports[instance];
  const auto backlog = static_cast<double>(report.backlog_tokens);
  const auto unknown = static_cast<double>(unknown_.blocks(instance));
  PendingWork work{.tokens = backlog, .decoding = static_cast<double>(report.decoding)};
  if (report.step_start_us == kNever) {
    work.tokens += unknown;
    return work;
  }
  const auto elapsed_us = static_cast<double>(view.now_us - report.step_start_us);
  const double left_us =
      view.cost.step_us(report.step_prefill_tokens, report.decoding) - elapsed_us;
  work.rest_us = std::max(0.0, left_us);
  if (left_us < 0 && backlog > 0) {
    const double backlog_us = work.until_done_us(view, 0);
    work.tokens = backlog * std::max(0.0, 1 + left_us / backlog_us);
  }
  work.tokens += unknown;
  return work;
}

}  // namespace servesweep::engine
