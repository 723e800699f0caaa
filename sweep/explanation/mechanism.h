#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/scenario.h"
#include "sweep/study/model.h"

namespace servesweep::sweep {

/// A setting that a strategy makes for itself: the profile, one extension point, limit, tier or
/// signal, how many instances, or KV blocks on each.
struct MechanismPart {
  std::string name;  ///< "routing", "max_tokens_per_step"
  void (*copy)(const engine::Scenario& from, engine::Scenario& to) = nullptr;
};

/// Something in which two scenarios differ, as one thing that can be switched.
struct Mechanism {
  std::string name;    ///< "routing"; "scheduling+priority" of several parts
  std::string change;  ///< "routing: round-robin -> least-work"
  std::vector<MechanismPart> parts;
};

/// Which mechanisms are the strategy's, one bit each, the first one lowest; the others are the
/// baseline's.
using MechanismSet = std::uint64_t;

/// A strategy, at a point, whose mechanisms can be switched one by one to what the baseline has.
class SwitchedStrategy {
 public:
  /// Finds everything in which the two scenarios differ, in the order of a request's way through
  /// the system. Parameters that a policy has anyway do not count. Parts that need one another are
  /// one mechanism:
  ///
  /// - scheduling and priority: a scheduler without the priorities that it reads, or priorities
  /// that
  ///   no scheduler reads, are half of a thing;
  /// - tiers (CPU tier, lower tiers and their links) and offload: there is nothing to move without
  /// a
  ///   tier;
  /// - a predictor and the only policy among scheduling, reservation and routing that changed with
  ///   it;
  /// - those of which the engine refuses one without the other.
  ///
  /// `model`: of the study; limits decide how much memory is left for the KV cache, unless the side
  /// that a combination has its KV blocks from states another number. Problem if the scenarios
  /// differ in anything else, as no two of one study do. Precondition: both are valid.
  SwitchedStrategy(const Model& model, const engine::Scenario& baseline,
                   const engine::Scenario& strategy);

  [[nodiscard]] const std::vector<Mechanism>& mechanisms() const { return mechanisms_; }
  [[nodiscard]] const engine::Scenario& baseline() const { return baseline_; }
  [[nodiscard]] const engine::Scenario& strategy() const { return strategy_; }

  /// The baseline with these mechanisms of the strategy.
  [[nodiscard]] engine::Scenario with(MechanismSet taken) const;

 private:
  void find_mechanisms();
  void check_is_whole() const;
  void merge(std::size_t one, std::size_t other);
  void merge_parts(const std::string& a, const std::string& b);
  void merge_predictor();
  void merge_refused();
  [[nodiscard]] bool is_refused(MechanismSet taken) const;
  [[nodiscard]] std::optional<std::size_t> holder_of(const std::string& part) const;

  Model model_;
  engine::Scenario baseline_, strategy_;
  bool baseline_states_blocks_ = false, strategy_states_blocks_ = false;  ///< not the model
  std::vector<Mechanism> mechanisms_;
};

/// Up to so many mechanisms every combination is simulated; of more, each alone and each left out.
inline constexpr std::size_t kFullFactorialMechanisms = 5;

/// The combinations to simulate, in rising order: at least none, all, each alone, each left out.
[[nodiscard]] std::vector<MechanismSet> ablation_design(std::size_t mechanisms);

}  // namespace servesweep::sweep
