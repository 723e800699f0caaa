#include "engine/kv/residency_index.h"

#include <algorithm>

#include "engine/base/contract.h"
#include "engine/workload/content_blocks.h"

namespace servesweep::engine {

void ResidencyIndex::reset(std::size_t instances, std::int32_t block_tokens, TimeUs delay_us) {
  block_tokens_ = block_tokens;
  delay_us_ = delay_us;
  inboxes_.resize(instances);
  for (Inbox& inbox : inboxes_) {
    inbox.events.clear();
    inbox.applied = 0;
    inbox.tiers.resize(std::max<std::size_t>(1, inbox.tiers.size()));
    for (RangeMap& tier : inbox.tiers) tier.clear();
  }
}

void ResidencyIndex::advance(TimeUs now_us) {
  for (Inbox& inbox : inboxes_) inbox.apply(now_us - delay_us_);
}

void ResidencyIndex::match(const RequestFacts& request, std::span<CacheMatch> matches) const {
  SERVESWEEP_EXPECT(matches.size() == inboxes_.size());
  for (std::size_t i = 0; i < matches.size(); ++i) {
    matches[i] = inboxes_[i].match(request, block_tokens_);
  }
}

void ResidencyIndex::Inbox::apply(TimeUs until_us) {
  for (; applied < events.size() && events[applied].time_us <= until_us; ++applied) {
    const ResidencyChange& change = events[applied].change;
    const auto tier = static_cast<std::size_t>(change.tier);
    if (tier >= tiers.size()) tiers.resize(tier + 1);
    if (change.added) {
      tiers[tier].add(change.chain, change.first, change.end);
    } else {
      tiers[tier].remove(change.chain, change.first, change.end);
    }
  }
  if (2 * applied >= events.size()) {  // moves no more than it has dropped
    events.erase(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(applied));
    applied = 0;
  }
}

/// End of the blocks from `first` on that lower tiers hold together without a gap.
std::int32_t ResidencyIndex::Inbox::lower_end(ChainId chain, std::int32_t first,
                                              std::int32_t end) const {
  for (std::int32_t before = -1; first > before && first < end;) {
    before = first;
    for (std::size_t tier = 1; tier < tiers.size(); ++tier) {
      first = tiers[tier].covered_end(chain, first, end);
    }
  }
  return first;
}

CacheMatch ResidencyIndex::Inbox::match(const RequestFacts& request,
                                        std::int32_t block_tokens) const {
  std::int32_t gpu_end = 0, lower_tier_end = 0;
  bool in_gpu = true;
  visit_shared_blocks(request.content, request.input_tokens, block_tokens,
                      [&](ChainId chain, std::int32_t first, std::int32_t end) {
                        if (in_gpu) {
                          gpu_end = tiers[0].covered_end(chain, first, end);
                          first = gpu_end;
                          in_gpu = gpu_end == end;
                        }
                        lower_tier_end = in_gpu ? end : lower_end(chain, first, end);
                        return lower_tier_end == end;
                      });
  return {.gpu_blocks = gpu_end, .lower_tier_blocks = std::max(0, lower_tier_end - gpu_end)};
}

}  // namespace servesweep::engine
