#pragma once

#include <vector>

#include "engine/metrics/token_gaps.h"

namespace servesweep::engine {

/// Feeds the pool of inter-token latencies, which in the end holds those of completed requests
/// only. A step adds its gap once for all requests that it decodes; what such a request had got
/// before it turned out not to finish is taken back, so each instance remembers the gaps of its
/// steps, and notes on the stretches of requests that were interrupted.
class GapLedger {
 public:
  /// Newest note on a request; the request keeps it.
  using Notes = std::int32_t;
  static constexpr Notes kNoNotes = -1;

  void reset(TokenGaps& pool);

  /// The next step, counted from 1, gave `requests` requests a token `gap_us` after their last one.
  void step(TimeUs gap_us, std::int64_t requests) {
    note_steps(gap_us, 1);
    if (requests > 0) pool_->add(gap_us, requests);
  }
  /// So did each of the next `times` steps.
  void step(TimeUs gap_us, std::int64_t requests, std::int64_t times) {
    note_steps(gap_us, times);
    pool_->add(gap_us, requests * times);
  }
  /// The next step was not executed.
  void skip_step();
  [[nodiscard]] std::int64_t steps() const {
    return stretches_.empty() ? 0 : stretches_.back().last_step;
  }

  /// One request got a token after another gap than the step's: it had been preempted or skipped.
  void single(Notes& notes, TimeUs gap_us);

  /// One more gap of a request that is complete.
  void last(TimeUs gap_us) { pool_->add(gap_us, 1); }

  /// A request that may still fail to finish was given tokens by the steps first … last; nothing if
  /// last < first.
  void interrupted(Notes& notes, std::int64_t first_step, std::int64_t last_step);

  /// A request will not finish: whatever was noted of it is taken back, as far as steps went.
  void take_back(Notes notes);

 private:
  /// Gaps of the steps first … last, or one of its own if first = 0.
  struct Note {
    Notes previous = kNoNotes;  ///< on the same request
    std::int64_t first_step = 0, last_step = 0;
    TimeUs gap_us = 0;
  };

  /// Steps behind those of the stretch before, up to `last_step`, that had the same gap.
  struct Stretch {
    std::int64_t last_step = 0;
    TimeUs gap_us = 0;
  };

  void note_steps(TimeUs gap_us, std::int64_t times) {
    if (!stretches_.empty() && stretches_.back().gap_us == gap_us) {
      stretches_.back().last_step += times;
    } else {
      stretches_.push_back({.last_step = steps() + times, .gap_us = gap_us});
    }
  }
  void take_back_steps(std::int64_t first_step, std::int64_t last_step);
  void note(Notes& notes, Note note);

  TokenGaps* pool_ = nullptr;
  std::vector<Stretch> stretches_;  ///< of all steps
  std::vector<Note> notes_;
};

}  // namespace servesweep::engine
