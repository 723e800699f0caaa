#include "engine/policy/reservation/output_guess.h"

#include <algorithm>

namespace servesweep::engine {

ParameterInfo OutputGuess::parameter() {
  return integer_parameter("typical_tokens", 256, 1, 1e9, "tokens",
                           "output without predictor, until one of its class has completed");
}

void OutputGuess::reset(std::size_t instances) {
  seen_.resize(instances);
  for (auto& classes : seen_) classes.clear();
}

void OutputGuess::completed(InstanceId instance, const RequestFacts& request,
                            std::int32_t output_tokens) {
  std::vector<Seen>& classes = seen_[instance.index()];
  if (position(request) >= classes.size()) classes.resize(position(request) + 1);
  Seen& seen = classes[position(request)];
  seen.tokens += output_tokens;
  ++seen.requests;
}

double OutputGuess::output_tokens(InstanceId instance, const RequestFacts& request) const {
  if (request.predicted_output_tokens > 0) return request.predicted_output_tokens;
  const std::vector<Seen>& classes = seen_[instance.index()];
  const Seen seen = position(request) < classes.size() ? classes[position(request)] : Seen{};
  return seen.requests > 0 ? std::max(1.0, seen.tokens / seen.requests) : typical_tokens_;
}

}  // namespace servesweep::engine
