#pragma once

#include "engine/instance/progress_recorder.h"
#include "engine/instance/running_batch.h"
#include "engine/instance/step_pipeline.h"

namespace servesweep::engine {

/// Turns of an engine loop in which nothing happens but decoding. Most turns are of this kind, and
/// they need no look at requests, queue or tiers. The words, from the widest to the narrowest:
///  - a step is *quiet* if it gives one token to everybody who decodes, and nobody comes, goes,
///    fills a shared block or lacks memory (the calendar has no *event* for it); a turn is quiet if
///    the step that it delivers and the one that it schedules are, and lower tiers are *at rest*;
///  - quiet turns are *steady* if their steps have the same length too: only counters change;
///  - a quiet step is *calm* if nobody needs a block either: the calendar counts how many follow.
class QuietTurns {
 public:
  QuietTurns(RunningBatch& batch, const KvCache& kv, StepPipeline& steps,
             ProgressRecorder& progress)
      : batch_(batch), kv_(kv), steps_(steps), progress_(progress) {}

  /// The model must outlive the run.
  void reset(const LatencyModel& latency) { latency_ = &latency; }

  /// Whether the next turns may be quiet: steps in flight bring nothing but tokens, and the next
  /// ones have nothing to do but to decode.
  [[nodiscard]] bool may_follow() const;

  /// What quiet turns add to the account of an instance.
  struct Stride {
    TimeUs last_us = kNever;  ///< time of the last turn; kNever if there was none
    std::int64_t steps = 0;
    std::int64_t block_time = 0;  ///< used blocks × µs
  };
  /// Executes quiet turns from the one at `next_turn_us` on, none later than `until_us`, exactly as
  /// ordinary turns would. `next_turn_us` becomes the time of the first turn that it leaves.
  /// Precondition: may_follow().
  [[nodiscard]] Stride take(TimeUs& next_turn_us, TimeUs until_us);

 private:
  [[nodiscard]] bool turn(TimeUs& next_turn_us, Stride& stride);
  [[nodiscard]] bool steady_turns(TimeUs& next_turn_us, TimeUs until_us, Stride& stride);
  [[nodiscard]] bool is_steady(TimeUs next_turn_us) const;
  void execute(StepInFlight& step, TimeUs now_us, Stride& stride);
  [[nodiscard]] std::int32_t decodes() const { return batch_.running().decoding().size(); }

  RunningBatch& batch_;
  const KvCache& kv_;
  StepPipeline& steps_;
  ProgressRecorder& progress_;
  const LatencyModel* latency_ = nullptr;
};

}  // namespace servesweep::engine
