#pragma once

#include <memory>
#include <vector>

#include "engine/instance/instance.h"
#include "engine/signal/cluster_view.h"
#include "engine/workload/earliest_of.h"

namespace servesweep::engine {

/// The instances, and what the gateway knows of them. An instance is advanced when the gateway
/// looks, up to the tick before; of those that had nothing to do until then nothing is read, so a
/// look costs what has happened since the last one, not the number of instances. In a closed loop
/// they are advanced between looks, too, but only to where they may complete a request: until then
/// nobody hears of what an instance does, so it lags behind.
class Fleet {
 public:
  /// `scenario.instances` of them; it must outlive the fleet.
  explicit Fleet(const Scenario& scenario);
  Fleet(const Fleet&) = delete;
  Fleet& operator=(const Fleet&) = delete;

  /// A new run; everything referred to must outlive it. `caches_of(id)`: who hears of the caches of
  /// an instance, or null.
  template <class CachesOf>
  void reset(const LatencyModel& latency, const InstancePolicies& policies, Collector& collector,
             const InstanceListeners& listeners, CachesOf caches_of) {
    for (std::size_t i = 0; i < size(); ++i) {
      const InstanceId id(static_cast<std::int32_t>(i));
      InstanceListeners own = listeners;
      own.caches = caches_of(id);
      instances_[i]->reset(id, scenario_, latency, policies, collector, own);
    }
    is_closed_loop_ = listeners.completions != nullptr;
    reset_signals();
  }

  [[nodiscard]] std::size_t size() const { return instances_.size(); }

  // ---- time
  /// Before this time no instance completes a request; kForever if all are idle. Of a closed loop
  /// (listeners.completions).
  [[nodiscard]] TimeUs next_completion_us() const { return next_completions_.time_us(); }
  /// Comes closer to the next completion: advances the first instance that may complete a request
  /// at that time to it, unless a report that was due first has shown that it completes none so
  /// soon. Precondition: there is such a time.
  void advance_one();
  /// Executes all events up to the horizon and reports the requests that have not finished.
  [[nodiscard]] std::vector<InstanceSummary> close();

  /// A request is routed to an instance; the signals of that instance follow at once. Its report
  /// does not count the request before that one reaches the waiting queue.
  void accept(InstanceId instance, const RequestFacts& facts, std::int32_t output_tokens,
              TimeUs now_us);

  // ---- signals
  /// Brings the signals up to now: whatever instances did before this tick has happened. Within a
  /// tick only routing changes them.
  void look(TimeUs now_us);
  /// Sets load, inflight_prefill_tokens, used_kv_blocks and reports, which stay those of the fleet
  /// until reset().
  void show(ClusterView& view) const;
  [[nodiscard]] const std::vector<std::int32_t>& load() const { return load_; }

 private:
  void reset_signals();
  /// Instances report by themselves, as far as they do, until now: every signal_refresh_us, one
  /// after the other at even distances, as scrapes of independent servers fall.
  void publish(TimeUs now_us) {
    if (now_us >= next_report_us_) publish_due(now_us);
  }
  void advance_until(TimeUs time_us);
  void advance(std::uint32_t instance, TimeUs time_us);
  void expect_completion(std::uint32_t instance);
  void complete_tick(TimeUs now_us);
  void note_change(std::uint32_t instance);
  void take_changes();
  void take_signals(std::uint32_t instance);
  void renew_reports();
  void take_report(std::uint32_t instance);
  void publish_due(TimeUs now_us);
  void pass_turn();

  const Scenario& scenario_;
  std::vector<std::unique_ptr<Instance>> instances_;
  EarliestOf next_events_;
  EarliestOf next_completions_;  ///< in a closed loop: bounds of when instances complete a request
  bool is_closed_loop_ = false;
  /// The instance that was advanced last without a look, and to when; kNever once that tick is
  /// completed.
  std::uint32_t advanced_ = 0;
  TimeUs advanced_to_us_ = kNever;

  std::vector<std::int32_t> load_;
  std::vector<std::int64_t> inflight_prefill_tokens_;
  std::vector<std::int32_t> used_kv_blocks_;
  std::vector<InstanceReport> reports_;
  std::vector<std::uint32_t> changed_;           ///< instances advanced without a look
  std::vector<std::uint32_t> outdated_reports_;  ///< … whose report may be older
  std::vector<std::uint8_t> is_changed_, is_report_outdated_;  ///< whether on those lists
  bool publishes_ = false;                                     ///< instances report by themselves
  std::uint32_t reporting_ = 0;                                ///< whose turn it is
  TimeUs round_us_ = 0;               ///< when the turn of the first instance was
  TimeUs next_report_us_ = kForever;  ///< when the next of these reports is due
  TimeUs last_refresh_us_ = 0, signals_as_of_us_ = kNever;
};

}  // namespace servesweep::engine
