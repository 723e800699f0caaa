#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "engine/kv/lower_tier.h"
#include "engine/kv/residency_listener.h"

namespace servesweep::engine {

/// The lower tiers of one instance, nearest first: what which of them holds, and what one evicts
/// goes to the next. Reports what comes and goes.
class TierStack {
 public:
  /// Blocks and the tier that supplies them.
  struct Part {
    std::size_t tier = 0;
    BlockRange range;
  };

  /// Empty tiers. The listener (may be null) must outlive the run.
  void reset(std::span<const TierSpec> tiers, std::int32_t block_tokens,
             ResidencyListener* listener);

  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] LowerTier& operator[](std::size_t tier) { return tiers_[tier]; }
  [[nodiscard]] const LowerTier& operator[](std::size_t tier) const { return tiers_[tier]; }

  /// Which tier supplies which blocks of a prefix from `from_block` on, up to `end_block` or the
  /// first gap: the nearest one that can. Writes `parts`.
  void find(std::span<const BlockRange> prefix, std::int32_t from_block, std::int32_t end_block,
            std::vector<Part>& parts) const;
  /// Whether the blocks right behind those that could be loaded are on their way to the first tier,
  /// or somebody loads some of the latter.
  [[nodiscard]] bool is_busy(std::span<const BlockRange> prefix, std::int32_t from_block) const {
    return !is_still() && moves(prefix, from_block);
  }
  /// To be asked for what has just been asked for changes no tier.
  [[nodiscard]] bool ignores_repetition() const;
  /// Somebody asks for these ranges of a prefix, of which the first one becomes the most recent.
  void touch(std::span<const BlockRange> prefix);

  /// Starts to copy blocks to the first tier, all or none: false if it cannot make room, for which
  /// it does not evict what is in `own`.
  [[nodiscard]] bool store(std::span<const BlockRange> missing, std::span<const BlockRange> own,
                           TimeUs now_us);
  /// Before this time advance() has nothing to do.
  [[nodiscard]] TimeUs next_news_us() const {
    TimeUs next_us = kForever;
    for (std::size_t i = 0; i < count_; ++i) next_us = std::min(next_us, tiers_[i].next_news_us());
    return next_us;
  }
  /// Makes everything arrive that has come to `now_us`, and notes the ends of loads.
  void advance(TimeUs now_us, LoadTable& loads);

  // ---- facts
  /// Blocks that all tiers hold or expect.
  [[nodiscard]] std::int32_t blocks() const;
  [[nodiscard]] std::int64_t stored_blocks() const { return stored_blocks_; }
  [[nodiscard]] std::int64_t demoted_blocks() const { return demoted_blocks_; }
  [[nodiscard]] std::int64_t refused_blocks() const { return refused_blocks_; }

 private:
  [[nodiscard]] Part nearest(ChainId chain, std::int32_t first, std::int32_t end,
                             std::size_t before = 0) const;
  [[nodiscard]] bool is_loading(const BlockRange& range) const;
  /// Nothing is on its way to the first tier or being loaded.
  [[nodiscard]] bool is_still() const;
  [[nodiscard]] bool moves(std::span<const BlockRange> prefix, std::int32_t from_block) const;
  bool begin_store(std::size_t tier, std::span<const BlockRange> missing, std::int32_t blocks,
                   TimeUs now_us);
  void demote(std::size_t from, TimeUs now_us);
  void report(std::size_t tier, const BlockRange& range, bool added, TimeUs now_us);

  struct Scratch {
    std::vector<BlockRange> evicted, missing;
  };

  std::vector<LowerTier> tiers_;  ///< the first count_ are in use
  std::vector<Scratch> scratch_;  ///< of each
  std::size_t count_ = 0;
  ResidencyListener* listener_ = nullptr;
  std::int64_t stored_blocks_ = 0, demoted_blocks_ = 0, refused_blocks_ = 0;
  std::vector<BlockRange> arrived_;  ///< scratch
  std::vector<LoadId> over_;         ///< scratch
};

}  // namespace servesweep::engine
