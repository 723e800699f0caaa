#pragma once

#include "engine/workload/request.h"

namespace servesweep::engine {

/// What any policy may know of a request. The true output length is not among it, on purpose: a
/// policy that wants one must use a predictor with a declared error.
struct RequestFacts {
  RequestId id;
  TimeUs arrival_us = 0;
  std::int32_t input_tokens = 0;
  SloTier tier = SloTier::standard;
  SloClassId slo_class;
  TenantId tenant;
  SessionId session;
  std::int32_t turn = 0;
  std::span<const Segment> content;  ///< shared part of the prompt, as in Request::content
};

[[nodiscard]] inline RequestFacts facts_of(const Request& request, RequestId id) {
  return {.id = id,
          .arrival_us = request.arrival_us,
          .input_tokens = request.input_tokens,
          .tier = request.tier,
          .slo_class = request.slo_class,
          .tenant = request.tenant,
          .session = request.session,
          .turn = request.turn,
          .content = request.content};
}

}  // namespace servesweep::engine
