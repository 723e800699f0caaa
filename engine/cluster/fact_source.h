#pragma once

#include <span>

#include "engine/scenario.h"
#include "engine/signal/request_facts.h"
#include "engine/workload/workload.h"

namespace servesweep::engine {

/// Turns requests into what policies may know of them: everything but the true output length, in
/// place of which comes a predictor's guess with its declared error.
class FactSource {
 public:
  /// A new run; the workload must outlive it.
  void reset(const Workload& workload, const PredictorSpec& predictor);

  /// The facts of a request that arrives at `arrival_us`.
  [[nodiscard]] RequestFacts facts_of(RequestId id, TimeUs arrival_us) const;

 private:
  [[nodiscard]] std::int32_t predicted_output_tokens(RequestId id) const;

  const Workload* workload_ = nullptr;
  PredictorSpec predictor_;
};

}  // namespace servesweep::engine
