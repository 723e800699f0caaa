#pragma once

#include "engine/kv/kv_cache.h"
#include "engine/signal/request_facts.h"
#include "engine/workload/foreseen_requests.h"

namespace servesweep::engine {

/// What the eviction policy of one instance learns from its requests, if it asks for it: one that
/// learns from conversations hears of their turns, a bound of what the future still holds.
class EvictionNews {
 public:
  explicit EvictionNews(KvCache& kv) : kv_(kv) {}

  /// Everything referred to must outlive the run; `foreseen` is null but for bounds. The cache has
  /// begun the run already.
  void reset(InstanceId instance, EvictionPolicy& policy, ForeseenRequests* foreseen);

  /// The policy is a bound: it knows the future.
  [[nodiscard]] bool foresees() const { return foreseen_ != nullptr; }

  /// A request reaches the waiting queue.
  void arrived(const RequestFacts& facts, TimeUs now_us) {
    if (observes_turns_ && facts.session.valid()) tell_arrival(facts.session, now_us);
  }
  /// It got its last token at `end_us`, which its client has at `client_us`. To be told while it
  /// still holds its blocks, as they are released by what is known then.
  void ended(const RequestFacts& facts, TimeUs end_us, TimeUs client_us) {
    if (observes_turns_ && facts.session.valid()) tell_end(facts.session, end_us);
    if (foreseen_ != nullptr) foreseen_->complete(facts.id, client_us);
  }
  /// It is dropped.
  void dropped(const RequestFacts& facts) {
    if (foreseen_ != nullptr) foreseen_->leave(facts.id);
  }

 private:
  void tell_arrival(SessionId session, TimeUs now_us);
  void tell_end(SessionId session, TimeUs end_us);

  KvCache& kv_;
  InstanceId instance_;
  EvictionPolicy* policy_ = nullptr;
  ForeseenRequests* foreseen_ = nullptr;
  bool observes_turns_ = false;
};

}  // namespace servesweep::engine
