#include "engine/policy/eviction/class_reuse_value_eviction.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace servesweep::engine {
namespace {

constexpr double kKnee_tokens = 8192;

}  // namespace

PolicyInfo ClassReuseValueEviction::info() {
  return {
      .name = "class-reuse-value",
      .what = "keeps what its class makes likely to be asked for and is dear to recompute",
      .formula =
          "value = (reuses + [session])·(1 + prefix/16384 tokens)^alpha_cost·(1 − "
          "head_bias·position/prefix), 0 for the end that xi_us recompute; level = min(7, "
          "⌊class half-life·(1 + ⌊log2 value⌋)/shorter half-life⌋); minus one level per shorter "
          "half-life/alpha_recency",
      .source = "Alibaba KVCache study (ATC'25); Marconi; T-LRU; LMCache (cost-aware)",
      .parameters = {
          integer_parameter("session_half_life_us", 300e6, 1e3, 1e12, "µs",
                            "in which half of the conversations' chance to go on is lost"),
          integer_parameter("other_half_life_us", 60e6, 1e3, 1e12, "µs",
                            "the same of prefixes without conversations"),
          real_parameter("alpha_recency", 1, 0, 1, "1", "speed of fading; 0 = none"),
          real_parameter("alpha_cost", 1, 0, 2, "1",
                         "exponent of what recomputing costs; 0 = all alike"),
          real_parameter("head_bias", 0.5, 0, 1, "1",
                         "value that the end of a prefix lacks against its beginning"),
          integer_parameter("xi_us", 0, 0, 1e9, "µs",
                            "recomputing that may be added to a first token")}};
}

ClassReuseValueEviction::ClassReuseValueEviction(const Parameters& parameters)
    : alpha_cost_(parameters.real("alpha_cost")),
      head_bias_(parameters.real("head_bias")),
      xi_us_(static_cast<double>(parameters.integer("xi_us"))) {
  const auto session = static_cast<double>(parameters.integer("session_half_life_us"));
  const auto other = static_cast<double>(parameters.integer("other_half_life_us"));
  const double shorter = std::min(session, other);
  session_share_ = session / shorter;
  other_share_ = other / shorter;
  const double recency = parameters.real("alpha_recency");
  constexpr double kLongest_us = 1e15;  // of a run
  if (shorter < recency * kLongest_us) sinks_every_us_ = std::llround(shorter / recency);
}

void ClassReuseValueEviction::reset(const EvictionSetting& setting) {
  knee_blocks_ = kKnee_tokens / setting.block_tokens;
  const double block_us = setting.cost.prefill_us_per_token * setting.block_tokens;
  constexpr double kMost = std::numeric_limits<std::int32_t>::max();
  slack_blocks_ =
      xi_us_ <= 0
          ? 0
          : static_cast<std::int32_t>(xi_us_ < kMost * block_us ? xi_us_ / block_us : kMost);
}

int ClassReuseValueEviction::level(const ReleasedBlocks& released) const {
  const std::int32_t uses = released.reuses + (released.session ? 1 : 0);
  if (!released.reusable || !released.shared || uses == 0) return 0;
  const std::int32_t prefix = std::max(released.prefix_blocks, released.first_block + 1);
  if (released.first_block >= prefix - slack_blocks_) return 0;
  const double cost = std::pow(1 + prefix / (2 * knee_blocks_), alpha_cost_);
  const double value = uses * cost * (1 - head_bias_ * released.first_block / prefix);
  if (value < 1) return 0;
  const double share = released.session ? session_share_ : other_share_;
  // ilogb is exact where log2 might round across a power of two.
  return static_cast<int>(std::min<double>(kEvictionLevels - 1, share * (1 + std::ilogb(value))));
}

}  // namespace servesweep::engine
