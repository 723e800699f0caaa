#pragma once

#include <vector>

#include "engine/base/event_watch.h"
#include "engine/instance/delivery_queue.h"
#include "engine/instance/departures.h"
#include "engine/instance/eviction_news.h"
#include "engine/instance/idle_polls.h"
#include "engine/instance/instance_account.h"
#include "engine/instance/look_ahead.h"
#include "engine/instance/policies.h"
#include "engine/instance/stall_watch.h"
#include "engine/signal/instance_report.h"

namespace servesweep::engine {

/// Who wants to know what happens in an instance; all may be null.
struct InstanceListeners {
  StepObserver* steps = nullptr;
  EventWatch* watch = nullptr;                     ///< counts its events
  std::vector<Completion>* completions = nullptr;  ///< gets one for each completed request
  ResidencyListener* caches = nullptr;             ///< what GPU memory and lower tiers hold
  ForeseenRequests* foreseen = nullptr;  ///< the future, if the eviction policy is a bound
};

/// One engine replica: its engine loop. It is driven by two kinds of events of its own, requests
/// that reach the waiting queue and turns of the loop, and nothing it does depends on other
/// instances: the cluster advances it only when it wants to know its state, or a completion. At one
/// tick, queue events come first.
///
/// A turn of the engine loop delivers the step that has ended and schedules the next one, or keeps
/// two in flight (ProfileSwitches::async_scheduling). In the reference, everything a step does
/// takes effect at its start, and an instance whose last request finishes in a step takes new work
/// at once.
///
/// The loop says when, its parts what happens then. A request goes from DeliveryQueue to
/// WaitingQueue, on to RunningBatch, which forms the steps, and leaves by Departures; while its KV
/// comes back from a lower tier it is aside in PrefixLoads. RequestTable holds it all the while.
/// ProgressRecorder writes down what steps mean for requests, InstanceAccount what they mean for
/// the instance.
class Instance {
 public:
  Instance();
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  /// An idle instance. Everything referred to must outlive the run.
  void reset(InstanceId id, const Scenario& scenario, const LatencyModel& latency,
             const InstancePolicies& policies, Collector& collector,
             const InstanceListeners& listeners);

  // ---- signals; exact as of the last advance_to()
  [[nodiscard]] std::int32_t load() const {
    return deliveries_.size() + waiting_.size() + batch_.size() + loads_.size();
  }
  [[nodiscard]] std::int64_t inflight_prefill_tokens() const {
    return table_.expected_prefill_tokens();
  }
  [[nodiscard]] std::int32_t used_kv_blocks() const { return kv_.used_blocks(); }
  [[nodiscard]] InstanceReport report() const;
  /// Time of its next event; kForever if it is idle.
  [[nodiscard]] TimeUs next_event_us() const { return next_event_us_; }

  /// If nobody comes, it completes no request before this time; not before next_event_us(), and
  /// kForever if it is idle. A lower bound: once the instance is advanced to it, a later one may be
  /// known. Asking moves a search on, hence not const.
  [[nodiscard]] TimeUs next_completion_us();

  /// A request is routed here at `now_us`; it reaches the waiting queue after the model's queueing
  /// time. `output_tokens`: its true length.
  void accept(const RequestFacts& facts, std::int32_t output_tokens, TimeUs now_us);

  /// Executes all events up to and including `time_us`.
  void advance_to(TimeUs time_us);

  /// Reports the requests that have not finished and returns the counters. `horizon_us` ends the
  /// run.
  [[nodiscard]] InstanceSummary close();

 private:
  [[nodiscard]] ActiveRequest& at(Slot slot) { return table_.at(slot); }
  void drop(Slot slot);
  void queue_request();
  void update_next_event() { next_event_us_ = std::min(next_turn_us_, deliveries_.next_us()); }
  [[nodiscard]] bool is_too_large(const ActiveRequest& request) const;

  void turn();
  void turn_at_step_start(TimeUs now_us);
  void turn_at_step_end(TimeUs now_us);
  [[nodiscard]] bool has_work() const {
    return batch_.size() > 0 || !waiting_.empty() || loads_.size() > 0;
  }
  [[nodiscard]] bool take_quiet_turns(TimeUs until_us);
  [[nodiscard]] std::vector<Slot> still_running() const;
  /// When what a step does takes effect on lower tiers.
  [[nodiscard]] TimeUs effect_us(const StepInFlight& step) const {
    return switches_.effects_at_step_end ? step.end_us() : step.start_us;
  }
  [[nodiscard]] TimeUs take_stall_us(TimeUs computed_us);
  [[nodiscard]] bool schedule(StepInFlight& step, TimeUs now_us, TimeUs start_us);
  void deliver(StepInFlight& step);
  [[nodiscard]] TimeUs next_poll_us(TimeUs now_us);
  void finish(const StepInFlight& step);

  InstanceId id_;
  const InstancePolicies* policies_ = nullptr;
  EventWatch own_watch_;  ///< if nobody else's counts
  EventWatch* watch_ = &own_watch_;
  const LatencyModel* latency_ = nullptr;
  TimeUs shortest_step_us_ = 0;
  ProfileSwitches switches_;
  TimeUs horizon_us_ = kForever;

  RequestTable table_;
  DeliveryQueue deliveries_;
  KvCache kv_;
  EvictionNews eviction_news_;
  PrefixLoads loads_;
  WaitingQueue waiting_;
  RunningBatch batch_;
  LookAhead look_ahead_;
  ProgressRecorder progress_;
  StepPipeline steps_;
  QuietTurns quiet_;
  Departures departures_;
  InstanceAccount account_;
  StallWatch stall_;
  IdlePolls polls_;

  TimeUs next_turn_us_ = kForever;
  TimeUs next_event_us_ = kForever;  ///< kept, as the fleet asks more often than it changes
};

}  // namespace servesweep::engine
