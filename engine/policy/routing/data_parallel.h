#pragma once

#include <vector>

#include "engine/policy/routing/routing_policy.h"

namespace servesweep::engine {

/// The balancer inside a serving engine of several data-parallel ranks: no prefixes, only counts. A
/// snapshot of the ranks' counts is corrected by what was sent since; the view carries no age, so a
/// snapshot counts as new when any report changed.
class DataParallel : public RoutingPolicy {
 public:
  explicit DataParallel(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override;
  [[nodiscard]] RoutingDecision route(const ClusterView& view) override;
  /// −score.
  [[nodiscard]] std::span<const double> scores() const override { return scores_; }

 private:
  /// What it reads of an instance's report.
  struct Counts {
    std::int32_t waiting = 0, running = 0, used_kv_blocks = 0;
    friend bool operator==(const Counts&, const Counts&) = default;
  };

  void take_snapshot(const ClusterView& view);
  [[nodiscard]] double score(const ClusterView& view, std::size_t i) const;

  double front_ends_, waiting_weight_;
  std::size_t start_ = 0;
  std::vector<double> sent_;  ///< since the snapshot, times front_ends_
  std::vector<Counts> snapshot_;
  std::vector<double> scores_;
};

}  // namespace servesweep::engine
