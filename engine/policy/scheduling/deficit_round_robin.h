#pragma once

#include <vector>

#include "engine/policy/scheduling/scheduling_policy.h"

namespace servesweep::engine {

/// Deficit round robin over tenants: at its turn a tenant is granted a quantum of tokens and serves
/// its oldest requests as long as they cost no more than what it saved; the rest is kept for its
/// next turn, unless nothing waits. Shares of tenants that always have work differ by at most one
/// quantum and two requests. With `longest_prefix` a tenant serves its longest cached prefix
/// instead of its oldest request (DLPM): one that shares nothing may then wait as long as its own
/// tenant sends others that do. A request that was preempted is charged again, for its work is done
/// again.
class DeficitRoundRobin : public SchedulingPolicy {
 public:
  explicit DeficitRoundRobin(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] QueueDiscipline discipline() const override;
  void reset(std::size_t instances) override;
  [[nodiscard]] bool needs_cached_tokens() const override {
    return cached_weight_ < 1 || longest_prefix_;
  }
  [[nodiscard]] std::size_t pick(std::span<const WaitingFacts> waiting,
                                 const QueueView& view) override;
  void served(const WaitingFacts& request, std::int32_t, const QueueView& view) override;

 private:
  /// What waits of a tenant at the last pick().
  struct Backlog {
    std::size_t head = 0;  ///< index of the tenant's next request
    std::int32_t requests = 0;
    double cost_tokens = 0;  ///< of the head
  };
  /// The state of one instance; tenants by position (0 = requests without one). Instances share
  /// nothing, not even a list of tenants: which of them is simulated first must not matter.
  struct Rotation {
    std::vector<Backlog> backlogs;
    std::vector<double> deficit_tokens;
    std::size_t turn = 0;
    bool granted = false;  ///< whether the tenant whose turn it is has had its quantum
  };

  [[nodiscard]] static std::size_t position(const WaitingFacts& request);
  [[nodiscard]] double cost_tokens(const WaitingFacts& request) const;
  void gather(std::span<const WaitingFacts> waiting, Rotation& rotation) const;
  [[nodiscard]] bool goes_before(const WaitingFacts& request, const WaitingFacts& head) const {
    return longest_prefix_ && request.cached_tokens > head.cached_tokens;
  }
  [[nodiscard]] bool find_turn(Rotation& rotation) const;
  void grant_idle_rounds(Rotation& rotation) const;

  double quantum_tokens_, cached_weight_, output_weight_;
  bool longest_prefix_;
  std::vector<Rotation> rotations_;  ///< by instance
};

}  // namespace servesweep::engine
