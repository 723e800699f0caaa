#pragma once

#include <span>

#include "engine/base/ids.h"
#include "engine/workload/slo_class.h"

namespace servesweep::engine {

/// Content is symbolic: tokens up to (not including) position `end_token` of a request's
/// input ++ output belong to the shared stream `chain`. A chain always has the same content before
/// it (its lineage), so (chain, position) identifies a token and everything in front of it.
struct Segment {
  ChainId chain;
  std::int32_t end_token = 0;
};

/// `end_token` of a segment that covers all further tokens, output included (accumulating
/// sessions).
inline constexpr std::int32_t kAllFurtherTokens = std::numeric_limits<std::int32_t>::max();

/// One prompt→tokens job, as the workload fixes it. Plain data; 80 bytes.
struct Request {
  /// When it arrives; for a request that follows another one: how long after that one's last token
  /// (think time).
  TimeUs arrival_us = 0;
  std::int32_t input_tokens = 0;   ///< prompt length, shared prefix included; ≥ 1
  std::int32_t output_tokens = 0;  ///< true output length; no policy may read it; ≥ 0
  /// Shared content in increasing `end_token`; whoever shares a chain shares what comes before it
  /// (nobody checks: routers' beliefs go wrong otherwise); whatever follows the last segment is
  /// private to this request. Points into storage that outlives the simulation.
  std::span<const Segment> content;
  SloClassId slo_class;
  TenantId tenant;
  SessionId session;  ///< invalid unless the request is a turn of a conversation
  std::int32_t turn = 0;
  SloTier tier = SloTier::standard;
  /// Closed loop: the request that must complete before this one is sent; it comes earlier in the
  /// workload. Invalid: the request arrives by itself.
  RequestId follows;
};

}  // namespace servesweep::engine
