#include "engine/instance/look_ahead.h"

#include <ranges>

namespace servesweep::engine {

void LookAhead::prefetch(Slot slot, TimeUs now_us) {
  kv_.set_now(now_us);
  loads_.begin_call(now_us, waiting_.size());
  const CachedPrefix cached = find(table_[static_cast<std::size_t>(slot)]);
  const std::int32_t tokens = loads_.look_up_early(slot, cached.blocks);
  if (tokens > 0) loads_.prefetch(slot, cached, tokens, batch_.reserve(), now_us);
}

void LookAhead::run_between_calls(TimeUs now_us) {
  kv_.set_now(now_us);
  loads_.begin_call(now_us, waiting_.size());
  run(now_us);
}

void LookAhead::run(TimeUs now_us) {
  next_.clear();
  waiting_.append_first(window_, next_);
  if (protects_) {  // the first one last, so that it is evicted last
    for (const Slot slot : next_ | std::views::reverse) {
      const ActiveRequest& request = table_[static_cast<std::size_t>(slot)];
      if (request.loaded_tokens == 0) kv_.renew(request.facts.content, find(request).blocks);
    }
  }
  for (const Slot slot : next_) {
    const ActiveRequest& request = table_[static_cast<std::size_t>(slot)];
    if (request.loaded_tokens > 0) continue;
    const CachedPrefix cached = find(request);
    if (!loads_.may_load_ahead(slot, cached.blocks)) continue;
    if (!loads_.load_ahead(slot, cached, batch_.reserve(), now_us)) return;
  }
}

CachedPrefix LookAhead::find(const ActiveRequest& request) const {
  const std::int32_t findable = request.prefill_target_tokens - (recompute_last_token_ ? 1 : 0);
  return kv_.find(request.facts.content, findable, request.holding);
}

}  // namespace servesweep::engine
