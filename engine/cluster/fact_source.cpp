#include "engine/cluster/fact_source.h"

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <cmath>

#include "engine/random/stream.h"

namespace servesweep::engine {
namespace {

constexpr StreamPurpose kPrediction("predictor.output_tokens");

}  // namespace

void FactSource::reset(const WorkloadHeader& header, const PredictorSpec& predictor) {
  header_ = &header;
  predictor_ = predictor;
}

RequestFacts FactSource::facts_of(RequestId id, const Request& request, TimeUs arrival_us) const {
  const SloClass& slo = header_->classes[request.slo_class.index()];
  return {.id = id,
          .arrival_us = arrival_us,
          .input_tokens = request.input_tokens,
          .tier = request.tier,
          .slo_class = request.slo_class,
          .tenant = request.tenant,
          .session = request.session,
          .turn = request.turn,
          .content = request.content,
          .ttft_target_us = slo.ttft_target_us.value_or(0),
          .tpot_target_us = slo.tpot_target_us.value_or(0),
          .e2e_target_us = slo.e2e_target_us.value_or(0),
          .predicted_output_tokens = predictor_.kind == PredictorSpec::Kind::none
                                         ? 0
                                         : predicted_output_tokens(id, request),
          .intent = {}};
}

std::int32_t FactSource::predicted_output_tokens(RequestId id, const Request& request) const {
  const std::int32_t truth = std::max(request.output_tokens, 1);
  if (predictor_.kind == PredictorSpec::Kind::oracle) return truth;
  Stream stream(header_->seed, kPrediction, static_cast<std::uint64_t>(id.value()));
  const double z = boost::random::normal_distribution<>()(stream);
  const double guess = truth * std::exp(predictor_.log_bias + predictor_.log_error * z);
  return static_cast<std::int32_t>(std::clamp(std::round(guess), 1.0, 1e9));
}

}  // namespace servesweep::engine
