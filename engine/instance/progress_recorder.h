#pragma once

#include "engine/instance/gap_ledger.h"
#include "engine/instance/running_set.h"
#include "engine/latency/latency_model.h"
#include "engine/metrics/collector.h"

namespace servesweep::engine {

/// Writes what the steps of one instance mean for its requests into their records: first tokens,
/// completions, and where the time went. Tokens of a step count once it is delivered.
class ProgressRecorder {
 public:
  ProgressRecorder(std::vector<ActiveRequest>& table, const RunningSet& running)
      : table_(table), running_(running) {}

  /// Everything referred to must outlive the run.
  void reset(const ProfileSwitches& switches, const LatencyModel& latency, Collector& collector);

  /// A step was formed and its times are known.
  void formed(StepInFlight& step);

  /// Its tokens are there.
  void delivered(const StepInFlight& step);

  /// How long after the tokens before it those of a step come: its gap.
  [[nodiscard]] TimeUs gap_us(const StepInFlight& step) const {
    return switches_.real_time_accounting ? step.end_us() - last_end_us_
                                          : gap_after_us(step.length_us);
  }
  /// The same for a step of this length that follows another one at once.
  [[nodiscard]] TimeUs gap_after_us(TimeUs length_us) const {
    return length_us + gap_overhead_us();
  }
  [[nodiscard]] std::int64_t delivered_steps() const { return gaps_.steps(); }

  /// The same for steps that only decode, for requests that go on.
  void formed_quiet(StepInFlight& step) {
    formed_step_ = step.number;
    step_time_sum_us_ += step.length_us;
    step.step_time_sum_us = step_time_sum_us_;
  }
  void delivered_quiet(const StepInFlight& step) {
    output_tokens_ += step.decode_tokens;
    count_gaps(step);
    last_end_us_ = step.end_us();
    delivered_step_ = step.number;
  }
  /// As many steps that only decode and follow each other at once are formed, and as many are
  /// delivered; all of them are like this one.
  void repeated(const StepInFlight& step, std::int64_t times) {
    gaps_.step(gap_after_us(step.length_us), step.decode_tokens, times);
    const TimeUs sum_us = step.length_us * times;
    output_tokens_ += step.decode_tokens * times;
    step_time_sum_us_ += sum_us;
    last_end_us_ += sum_us;
    formed_step_ += times;
    delivered_step_ += times;
  }

  /// A request got its last token in this step; completes its record.
  void finish(Slot slot, const StepInFlight& step);

  /// A request leaves without its last token.
  void drop(Slot slot) { take_back_gaps(at(slot)); }

  /// Brings the record of an unfinished request up to date at the end of a run.
  void close(Slot slot);

  [[nodiscard]] std::int64_t output_tokens() const { return output_tokens_; }
  [[nodiscard]] TimeUs output_overhead_us() const { return output_overhead_us_; }

 private:
  [[nodiscard]] ActiveRequest& at(Slot slot) { return table_[static_cast<std::size_t>(slot)]; }
  void begin_prefill(ActiveRequest& request, const StepInFlight& step);
  void get_first_token(ActiveRequest& request, const StepInFlight& step);
  void split_prefill(ActiveRequest& request, const StepInFlight& step);
  void regain_token(ActiveRequest& request, const StepInFlight& step);
  void close_decode_stretch(ActiveRequest& request, TimeUs step_time_sum_us);
  void book_decode_stalls(ActiveRequest& request, std::int64_t stall_sum_us);
  [[nodiscard]] std::int32_t tokens_under_way(const ActiveRequest& request) const;
  void complete_reference_record(ActiveRequest& request, const StepInFlight& step);
  void complete_record(ActiveRequest& request, const StepInFlight& step);
  [[nodiscard]] TimeUs gap_overhead_us() const {
    return switches_.real_time_accounting ? 0 : output_overhead_us_;
  }
  void count_gaps(const StepInFlight& step);
  void take_back_gaps(ActiveRequest& request);

  std::vector<ActiveRequest>& table_;
  const RunningSet& running_;
  ProfileSwitches switches_;
  const LatencyModel* latency_ = nullptr;
  TimeUs fixed_step_us_ = 0;  ///< what every step takes, whatever it computes
  TimeUs output_overhead_us_ = 0;
  TimeUs measure_from_us_ = 0;     ///< gaps of requests that arrived earlier do not count
  TimeUs step_time_sum_us_ = 0;    ///< of formed steps
  std::int64_t stall_sum_us_ = 0;  ///< of formed steps
  TimeUs last_end_us_ = 0;         ///< of the last delivered step
  std::int64_t output_tokens_ = 0, formed_step_ = 0, delivered_step_ = 0;
  GapLedger gaps_;
};

}  // namespace servesweep::engine
