#pragma once

#include "engine/base/event_watch.h"
#include "engine/instance/progress_recorder.h"
#include "engine/instance/running_batch.h"
#include "engine/instance/step_pipeline.h"

namespace servesweep::engine {

/// Turns of an engine loop in which everybody only goes on: running, or waiting for a place or for
/// memory. Most turns are of this kind, and they need no look at decoding requests, queue or tiers.
/// The words:
///  - a step is *quiet* if it gives one token to everybody who decodes and a full chunk to every
///    prompt in progress, and nobody comes, goes, ends a prompt, fills a shared block by decoding
///    or lacks memory (the calendar has no *event* for it); a turn is quiet if the step that it
///    delivers and the one that it schedules are, and nobody loads from lower tiers;
///  - quiet turns are *steady* if their steps only decode and have the same length: then only
///    counters change, and the calendar tells how far that goes.
class QuietTurns {
 public:
  QuietTurns(RunningBatch& batch, const KvCache& kv, StepPipeline& steps,
             ProgressRecorder& progress)
      : batch_(batch), kv_(kv), steps_(steps), progress_(progress) {}

  /// Both must outlive the run; the watch counts turns.
  void reset(const LatencyModel& latency, EventWatch& watch) {
    latency_ = &latency;
    watch_ = &watch;
    stays_steady_ = false;
  }

  /// Something other than quiet turns happens to the instance.
  void interrupt() { stays_steady_ = false; }

  /// Whether the next turn may be quiet: the step that it delivers brings nothing but tokens, and
  /// in the one that it schedules everybody may only go on.
  [[nodiscard]] bool may_follow() const {
    return !batch_.running().next_step_is_eventful() && (stays_steady_ || looks_quiet());
  }

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
  [[nodiscard]] bool looks_quiet() const;
  [[nodiscard]] bool delivers_quiet() const { return steps_.empty() || steps_.oldest().quiet(); }
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
  EventWatch* watch_ = nullptr;
  bool stays_steady_ = false;  ///< the last turns were steady, and only time stopped them
};

}  // namespace servesweep::engine
