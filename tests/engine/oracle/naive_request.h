#pragma once

#include <algorithm>
#include <vector>

#include "engine/metrics/request_record.h"
#include "engine/workload/request.h"
#include "tests/engine/oracle/block_hasher.h"

namespace servesweep::engine::oracle {

/// A request inside the naive engine. Letters are those of the description of vLLM V1.
struct NaiveRequest {
  const Request* given = nullptr;
  RequestId id;
  RequestRecord record;

  std::int32_t known = 0;         ///< n: prompt and tokens generated so far
  std::int32_t computed = 0;      ///< c: tokens scheduled for computation since its admission
  std::int32_t placeholders = 0;  ///< h: tokens scheduled whose value is not known yet
  std::int32_t target = 0;        ///< n at its last admission: prefill until c reaches it
  std::int32_t awaited = 0;       ///< tokens of it that steps in flight will deliver
  bool running = false;
  std::int32_t loaded = 0;   ///< while it waits: tokens for which it holds blocks, from lower tiers
  std::int32_t load = -1;    ///< number of the load under way; −1: none
  std::int32_t offered = 0;  ///< prompt blocks that have been offered to the lower tiers
  TimeUs aside_since_us = kNever;
  TimeUs prompt_stall_us = 0;  ///< by which loads lengthened the steps of its prompt
  std::vector<std::int32_t> blocks;
  std::vector<BlockHash> hashes;  ///< of its full blocks among the known tokens
  TimeUs last_token_us = 0;

  [[nodiscard]] std::int32_t final_tokens() const { return std::max(given->output_tokens, 1); }
  [[nodiscard]] std::int32_t generated() const { return known - given->input_tokens; }
};

/// What one request gets in one step.
struct NaiveShare {
  NaiveRequest* request = nullptr;
  std::int32_t tokens = 0;
  bool prefill = false;       ///< up to the tokens known at its admission
  bool yields = false;        ///< a token comes of it
  std::int32_t computed = 0;  ///< tokens of the request that are in GPU memory after it
};

}  // namespace servesweep::engine::oracle
