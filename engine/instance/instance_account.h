#pragma once

#include "engine/instance/quiet_turns.h"
#include "engine/metrics/summary.h"

namespace servesweep::engine {

/// What the steps of one instance amount to: a row of each for whoever observes them, and counters
/// for the summary of the run.
class InstanceAccount {
 public:
  InstanceAccount(const RunningBatch& batch, const KvCache& kv, const PrefixLoads& loads)
      : batch_(batch), kv_(kv), loads_(loads) {}

  /// The observer must outlive the run; it may be null.
  void reset(InstanceId id, StepObserver* observer);

  /// Somebody is to be shown every step.
  [[nodiscard]] bool is_observed() const { return observer_ != nullptr; }

  /// A request reached the waiting queue.
  void queued(const RequestFacts& facts) { counters_.input_tokens += facts.input_tokens; }
  /// Something happened at this time.
  void event(TimeUs time_us) { counters_.end_us = std::max(counters_.end_us, time_us); }
  /// A step is to be executed: notes in it what it leaves behind, `waiting` requests among it.
  void formed(StepInFlight& step, std::int32_t waiting);
  /// Its tokens are there, and those that it completed are gone.
  void delivered(const StepInFlight& step) {
    if (is_observed()) show(step);
  }
  /// Quiet turns took place, while so many waited.
  void passed(const QuietTurns::Stride& stride, std::int32_t waiting);

  /// Counters of steps, of KV memory and of the batch, and the tokens of all prompts that came, as
  /// of now. Where requests are or went is for others to add.
  [[nodiscard]] InstanceSummary summary() const;

 private:
  void show(const StepInFlight& step) const;
  /// KV blocks copied to lower tiers, of whichever kind, and brought back.
  [[nodiscard]] std::int64_t stored_blocks() const {
    return kv_.offloaded() + loads_.tiers().stored_blocks();
  }
  [[nodiscard]] std::int64_t loaded_blocks() const {
    return kv_.reloaded() + loads_.tiers().loaded_blocks();
  }

  const RunningBatch& batch_;
  const KvCache& kv_;
  const PrefixLoads& loads_;
  InstanceId id_;
  StepObserver* observer_ = nullptr;
  bool shows_shares_ = false;
  InstanceSummary counters_;  ///< those that nobody else keeps
};

}  // namespace servesweep::engine
