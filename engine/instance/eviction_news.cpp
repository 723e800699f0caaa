#include "engine/instance/eviction_news.h"

namespace servesweep::engine {

void EvictionNews::reset(InstanceId instance, EvictionPolicy& policy, ForeseenRequests* foreseen) {
  instance_ = instance;
  policy_ = &policy;
  observes_turns_ = policy.observes_turns();
  foreseen_ = foreseen;
  if (foreseen != nullptr) kv_.set_foreseen(*foreseen);
}

void EvictionNews::tell_arrival(SessionId session, TimeUs now_us) {
  kv_.set_now(now_us);
  kv_.set_expiry(
      policy_->turn_arrived({.instance = instance_, .session = session, .now_us = now_us}));
}

void EvictionNews::tell_end(SessionId session, TimeUs end_us) {
  policy_->turn_ended({.instance = instance_, .session = session, .now_us = end_us});
}

}  // namespace servesweep::engine
