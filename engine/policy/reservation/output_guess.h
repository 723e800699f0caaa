#pragma once

#include <vector>

#include "engine/policy/parameters.h"
#include "engine/signal/request_facts.h"

namespace servesweep::engine {

/// How long an output will be, in place of the bound (max_tokens) that requests do not carry here:
/// the predictor's guess; without a predictor the mean of the requests of its class that have
/// completed on this instance; before the first of them the parameter `typical_tokens`.
class OutputGuess {
 public:
  explicit OutputGuess(const Parameters& parameters)
      : typical_tokens_(parameters.real("typical_tokens")) {}

  [[nodiscard]] static ParameterInfo parameter();

  void reset(std::size_t instances);
  void completed(InstanceId instance, const RequestFacts& request, std::int32_t output_tokens);

  /// Tokens of the whole output; ≥ 1.
  [[nodiscard]] double output_tokens(InstanceId instance, const RequestFacts& request) const;

 private:
  struct Seen {
    double tokens = 0, requests = 0;
  };
  [[nodiscard]] static std::size_t position(const RequestFacts& request) {
    return static_cast<std::size_t>(request.slo_class.value() + 1);
  }

  double typical_tokens_;
  std::vector<std::vector<Seen>> seen_;  ///< by instance, then by class; 0 = requests without one
};

}  // namespace servesweep::engine
