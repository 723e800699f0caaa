#pragma once

#include "engine/signal/routing_intent.h"
#include "engine/workload/request.h"

namespace servesweep::engine {

/// What any policy may know of a request. The true output length is not among it, on purpose: a
/// policy that wants one reads the predictor's guess, whose error the scenario declares.
struct RequestFacts {
  RequestId id;
  TimeUs arrival_us = 0;
  std::int32_t input_tokens = 0;
  SloTier tier = SloTier::standard;
  SloClassId slo_class;
  TenantId tenant;
  SessionId session;
  std::int32_t turn = 0;
  std::span<const Segment> content;          ///< shared part of the prompt, as in Request::content
  TimeUs ttft_target_us = 0;                 ///< of its class, relative to the arrival; 0 = none
  TimeUs tpot_target_us = 0;                 ///< of its class, per output token; 0 = none
  TimeUs e2e_target_us = 0;                  ///< of its class, relative to the arrival; 0 = none
  std::int32_t predicted_output_tokens = 0;  ///< OutputPredictor's guess; 0 = no predictor
  RoutingIntent intent;                      ///< default until the request is routed
};

}  // namespace servesweep::engine
