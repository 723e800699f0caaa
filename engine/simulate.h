#pragma once

#include <memory>
#include <span>

#include "engine/metrics/request_record.h"
#include "engine/metrics/summary.h"
#include "engine/scenario.h"
#include "engine/workload/workload.h"

namespace servesweep::engine {

class StepObserver;
class DecisionObserver;

/// Optional extras of a run; the callee keeps no reference after the call.
struct Observers {
  StepObserver* steps = nullptr;          ///< every step of every instance
  DecisionObserver* decisions = nullptr;  ///< every routing decision
  bool priority_inversions = false;       ///< count them for the summary, which takes a while
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

  /// Simulates `workload` from an empty cluster. A pure function of the scenario and the workload.
  /// If `records` is not empty it must hold one element per request and receives the request table,
  /// row = RequestId. Throws Problem if the workload is unusable (unsorted, empty prompt).
  [[nodiscard]] Summary run(const Workload& workload, std::span<RequestRecord> records = {},
                            const Observers& observers = {});

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Throws the Problem that configure() would throw; changes nothing.
void validate(const Scenario& scenario);

}  // namespace servesweep::engine
