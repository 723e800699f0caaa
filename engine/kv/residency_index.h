#pragma once

#include <deque>
#include <vector>

#include "engine/kv/range_map.h"
#include "engine/kv/residency_listener.h"
#include "engine/signal/cache_directory.h"

namespace servesweep::engine {

/// What all instances' caches hold, as their events tell: an event of time t is known from
/// t + delay on. An instance's events arrive in order of time, different instances' in any order.
/// After llm-d's and Dynamo's KV event indexers.
class ResidencyIndex : public CacheDirectory {
 public:
  /// Empty caches.
  void reset(std::size_t instances, std::int32_t block_tokens, TimeUs delay_us);

  /// Where the caches of one instance report to. Stays valid until the number of instances changes.
  [[nodiscard]] ResidencyListener& listener(InstanceId instance) {
    return inboxes_[instance.index()];
  }

  /// Everything that is known at `now_us` takes effect. The instances have to be advanced at least
  /// to now − delay before.
  void advance(TimeUs now_us);

  /// Walks each segment of the prompt once per instance.
  void match(const RequestFacts& request, std::span<CacheMatch> matches) const override;

 private:
  struct Event {
    ResidencyChange change;
    TimeUs time_us = 0;
  };
  /// One instance: events not known yet, in order of time, and content by tier.
  struct Inbox : ResidencyListener {
    void changed(const ResidencyChange& change, TimeUs now_us) override {
      events.push_back({change, now_us});
    }
    void apply(TimeUs until_us);
    [[nodiscard]] CacheMatch match(const RequestFacts& request, std::int32_t block_tokens) const;
    [[nodiscard]] std::int32_t lower_end(ChainId chain, std::int32_t first, std::int32_t end) const;

    std::vector<Event> events;
    std::size_t applied = 0;      ///< leading events that have taken effect
    std::vector<RangeMap> tiers;  ///< GPU memory first; at least that
  };

  std::deque<Inbox> inboxes_;
  std::int32_t block_tokens_ = 1;
  TimeUs delay_us_ = 0;
};

}  // namespace servesweep::engine
