#pragma once

#include <memory>
#include <optional>
#include <span>

#include "engine/base/interruption.h"
#include "engine/metrics/record_sink.h"
#include "engine/metrics/summary.h"
#include "engine/scenario.h"
#include "engine/workload/request_source.h"

namespace servesweep::engine {

class StepObserver;
class DecisionObserver;

/// Optional extras of a run; the callee keeps no reference after the call.
struct Observers {
  StepObserver* steps = nullptr;          ///< every step of every instance
  DecisionObserver* decisions = nullptr;  ///< every routing decision
  RecordSink* records = nullptr;          ///< every request's record
  bool priority_inversions = false;       ///< count them for the summary, which takes a while
  bool routing_regret = false;            ///< add it up for the summary, which takes a while, too
  /// The measuring window: the summary is of the requests that arrive from here on, and tells its
  /// halves (see Summary). Nothing: of all requests.
  std::optional<TimeUs> measure_from_us{};
  const Interruption* interruption = nullptr;  ///< may end the run before its time
};

/// Simulates one scenario after the other in the same memory: a worker thread keeps one and pays no
/// heap traffic in steady state. Not thread-safe; one per thread.
class Simulator {
 public:
  Simulator();
  ~Simulator();
  Simulator(Simulator&&) noexcept;
  Simulator& operator=(Simulator&&) noexcept;

  /// Sets the scenario of the next runs. Throws Problem (where = field path such as
  /// "priority.age_weight") if it is invalid; the simulator then keeps no scenario.
  void configure(const Scenario& scenario);

  /// Simulates the requests of `source`, which must stand at the first one, from an empty cluster
  /// and reads it to the end. A pure function of the scenario and the requests. Memory holds the
  /// requests under way; of those that have left, the 28 bytes each from which percentiles are
  /// exact (and 32 more to count priority inversions, 24 for the regret of routing); and of the
  /// run, 16 bytes each time that the gap between an instance's tokens changes, and the shared
  /// content that caches still know. Throws Problem at an unusable request (unsorted, empty
  /// prompt), RunInterrupted if Observers::interruption wants it, and StalledRun if a policy never
  /// lets it end; configure() again after any of them.
  [[nodiscard]] Summary run(RequestSource& source, const Observers& observers = {});

  /// The same for a workload in memory. If `records` is not empty it must hold one element per
  /// request and receives the request table, row = RequestId; Observers::records is then not used.
  [[nodiscard]] Summary run(const Workload& workload, std::span<RequestRecord> records = {},
                            Observers observers = {});

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Throws the Problem that configure() would throw; changes nothing.
void validate(const Scenario& scenario);

}  // namespace servesweep::engine
