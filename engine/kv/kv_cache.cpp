#include "engine/kv/kv_cache.h"

#include <cmath>

#include "engine/workload/content_blocks.h"

namespace servesweep::engine {

void KvCache::reset(const KvSpec& spec, const ProfileSwitches& switches,
                    const EvictionPolicy& eviction, const OffloadPolicy& offload,
                    ResidencyListener* listener) {
  offload_ = &offload;
  gpu_blocks_ = spec.gpu_blocks - (switches.null_block ? 1 : 0);
  block_tokens_ = spec.block_tokens;
  transfer_us_per_block_ =
      spec.transfer_base_us +
      static_cast<TimeUs>(std::ceil(spec.block_tokens / spec.transfer_tokens_per_us));
  pool_.reset(gpu_blocks_, switches, eviction, listener, spec.cpu_blocks > 0);
  cpu_.reset(spec.cpu_blocks);
  pending_transfer_us_ = 0;
  hits_ = misses_ = offloaded_ = reloaded_ = reload_misses_ = 0;
}

// ------------------------------------------------------------------------------- lookup, allocate

CachedPrefix KvCache::find(std::span<const Segment> content, std::int32_t tokens,
                           const Holding& holding) const {
  CachedPrefix found;
  bool complete = true;
  const std::int32_t shared = visit_shared_blocks(
      content, tokens, block_tokens_, [&](ChainId chain, std::int32_t first, std::int32_t end) {
        pool_.find(chain, first, end, found);
        complete = found.blocks == end;
        return complete;
      });
  if (complete && holding.reservation != 0) {
    const std::int32_t reserved =
        std::min(pool_.reserved_blocks(holding), tokens / block_tokens_ - shared);
    found.blocks += reserved;
    found.free_blocks += reserved;
  }
  return found;
}

bool KvCache::admit(std::span<const Segment> content, const CachedPrefix& cached,
                    std::int32_t end_token, Holding& holding, Publish publish) {
  SERVESWEEP_EXPECT(holding.shared_blocks == 0);
  const std::int32_t needed = blocks_for(end_token) - cached.blocks;
  if (!fits(cached, needed)) return false;
  if (cached.blocks > 0) claim(content, cached.blocks, holding);
  if (holding.reservation != 0) {
    pool_.claim_reserved(cached.blocks - holding.shared_blocks, holding);
  }
  hits_ += cached.blocks;
  take(needed);
  if (publish == Publish::now) publish_prompt(content, end_token, holding);
  return true;
}

void KvCache::claim(std::span<const Segment> content, std::int32_t blocks, Holding& holding) {
  visit_shared_among(content, blocks, block_tokens_,
                     [&](ChainId chain, std::int32_t first, std::int32_t end) {
                       pool_.claim(chain, first, end, holding);
                       return true;
                     });
}

bool KvCache::extend(std::span<const Segment> content, std::int32_t stored_tokens,
                     std::int32_t end_token, Holding& holding) {
  const std::int32_t needed = further_blocks(stored_tokens, end_token);
  if (needed > pool_.free_blocks()) return false;
  take(needed);
  publish_prompt(content, end_token, holding);
  return true;
}

void KvCache::renew(std::span<const Segment> content, std::int32_t cached) {
  std::int32_t end = cached;
  // From the last segment to the first, since what is renewed last is evicted last.
  for (auto segment = content.rbegin(); segment != content.rend(); ++segment) {
    const auto before = std::next(segment);
    const std::int32_t first = before == content.rend() ? 0 : before->end_token / block_tokens_;
    if (segment == content.rbegin()) end = std::min(end, segment->end_token / block_tokens_);
    if (first < end) pool_.renew(segment->chain, first, end);
    end = std::min(end, first);
  }
}

void KvCache::publish_further(std::span<const Segment> content, std::int32_t end_token,
                              Holding& holding) {
  visit_shared_blocks(content, end_token, block_tokens_,
                      [&](ChainId chain, std::int32_t first, std::int32_t end) {
                        first = std::max(first, holding.shared_blocks);
                        if (first < end) pool_.publish(chain, first, end, holding);
                        return true;
                      });
}

void KvCache::release(std::int32_t stored_tokens, std::int32_t known_tokens, Holding& holding,
                      bool keep_private, const BlockUser& user) {
  const std::int32_t full = known_tokens / block_tokens_;
  pool_.release(full, blocks_for(stored_tokens) - full, holding, keep_private, user);
  offload_if_due();
}

// --------------------------------------------------------------------------------------- CPU tier

void KvCache::offload_if_due() {
  if (cpu_.free_blocks() <= 0) return;
  const double used_fraction = static_cast<double>(used_blocks()) / gpu_blocks_;
  if (!offload_->offload({.used_fraction = used_fraction, .cpu_free_blocks = cpu_.free_blocks()})) {
    return;
  }
  for (ExtentId id = pool_.first_free(); id.valid() && cpu_.free_blocks() > 0;) {
    const Extent& extent = pool_.extent(id);
    const ExtentId next = pool_.next_free(id);
    if (extent.reusable) {
      const std::int32_t blocks = std::min(extent.blocks(), cpu_.free_blocks());
      cpu_.store({.chain = extent.chain, .first = extent.end - blocks, .end = extent.end});
      offloaded_ += blocks;
      pool_.blank(id, blocks);
    }
    id = next;
  }
}

std::int32_t KvCache::reload() {
  if (cpu_.capacity_blocks() == 0) return 0;
  if (cpu_.blocks() == 0 || pool_.free_blocks() == 0) {
    ++reload_misses_;
    return 0;
  }
  std::int32_t blocks = 0;
  while (cpu_.blocks() > 0) {
    const CpuTier::Entry entry = cpu_.take_oldest(pool_.free_blocks());
    blocks += pool_.fill(entry.chain, entry.first, entry.end);
  }
  reloaded_ += blocks;
  pending_transfer_us_ += transfer_us_per_block_ * blocks;
  return blocks;
}

}  // namespace servesweep::engine
