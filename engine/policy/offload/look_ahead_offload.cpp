#include "engine/policy/offload/look_ahead_offload.h"

namespace servesweep::engine {

PolicyInfo LookAheadOffload::info() {
  return {
      .name = "look-ahead",
      .what = "brings back what the next waiting requests need before their turn comes",
      .formula =
          "store iff lookups ≥ min_lookups; load iff tokens ≥ min_load_tokens and transfer_us < "
          "load_factor·recompute_us; ahead for the first window waiting requests while loads "
          "under way < concurrency; at its turn a loading request waits at most defer_steps "
          "schedule calls, then its step waits",
      .source = "CachedAttention; KVFlow; Strata; SGLang HiCache",
      .parameters = {
          integer_parameter("window", 16, 0, 64, "requests",
                            "waiting requests that are looked at; 0 = none"),
          integer_parameter("concurrency", 4, 1, 16, "loads",
                            "loads under way at which none is started ahead"),
          integer_parameter("min_load_tokens", 0, 0, 1e9, "tokens",
                            "shorter continuations are computed again"),
          real_parameter("load_factor", 1, 0, 1e9, "1",
                         "longest transfer that is preferred to computing, in units of the "
                         "latter's time"),
          integer_parameter("defer_steps", 4, 0, 1e6, "schedule calls",
                            "how long a loading request lets others pass"),
          integer_parameter("min_lookups", 1, 1, 1e6, "lookups",
                            "how often a block was asked for before it is copied"),
          boolean_parameter("protect", true,
                            "GPU blocks of requests in the window are evicted last")}};
}

LookAheadOffload::LookAheadOffload(const Parameters& parameters)
    : window_(static_cast<std::int32_t>(parameters.integer("window"))),
      concurrency_(static_cast<std::int32_t>(parameters.integer("concurrency"))),
      min_load_tokens_(parameters.integer("min_load_tokens")),
      load_factor_(parameters.real("load_factor")),
      defer_steps_(parameters.integer("defer_steps")),
      min_lookups_(parameters.integer("min_lookups")),
      protect_(parameters.boolean("protect")) {}

bool LookAheadOffload::store(const StoreView& view) const {
  return min_lookups_ <= 1 || view.lookups >= min_lookups_;  // counted only if it matters
}

bool LookAheadOffload::load(const LoadView& view) const {
  return view.tokens >= min_load_tokens_ && view.transfer_us < load_factor_ * view.recompute_us;
}

}  // namespace servesweep::engine
