#pragma once

#include "engine/scenario.h"
#include "engine/signal/request_facts.h"
#include "engine/workload/workload.h"

namespace servesweep::engine {

/// Turns requests into what policies may know of them: everything but the true output length, in
/// place of which comes a predictor's guess with its declared error.
class FactSource {
 public:
  /// A new run; the header must outlive it.
  void reset(const WorkloadHeader& header, const PredictorSpec& predictor);

  /// The facts of a request that arrives at `arrival_us`.
  [[nodiscard]] RequestFacts facts_of(RequestId id, const Request& request,
                                      TimeUs arrival_us) const;

 private:
  [[nodiscard]] std::int32_t predicted_output_tokens(RequestId id, const Request& request) const;

  const WorkloadHeader* header_ = nullptr;
  PredictorSpec predictor_;
};

}  // namespace servesweep::engine
