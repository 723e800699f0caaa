#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "engine/kv/load_table.h"
#include "engine/kv/tier_store.h"
#include "engine/kv/transfer_link.h"
#include "engine/scenario.h"

namespace servesweep::engine {

/// One lower tier: its content, a link per direction, and what is on them.
class LowerTier {
 public:
  /// Empty and idle. Throws Problem if the tier's order of eviction is unknown.
  void reset(const TierSpec& spec, std::int32_t block_tokens);

  [[nodiscard]] TierStore& content() { return content_; }
  [[nodiscard]] const TierStore& content() const { return content_; }

  /// Starts to copy these blocks here, `blocks` in all, or none: false if there is no room. Appends
  /// what was evicted. Precondition: missing, in order of the prefix.
  [[nodiscard]] bool begin_store(std::span<const BlockRange> missing, std::int32_t blocks,
                                 TimeUs now_us, std::vector<BlockRange>& evicted);
  /// Starts to load these blocks at `launch_us` or now; they stay until it is over. Precondition:
  /// readable.
  TransferId begin_load(LoadId load, std::span<const BlockRange> ranges, TimeUs now_us,
                        TimeUs launch_us);

  /// Nothing is on its way here, or nobody loads from here.
  [[nodiscard]] bool awaits_nothing() const { return down_.idle(); }
  [[nodiscard]] bool loads_nothing() const { return up_.idle(); }
  /// Whether somebody loads any of these blocks from here.
  [[nodiscard]] bool is_loading(const BlockRange& range) const;
  /// When this part of a load is over if no other one starts; 0 if it is.
  [[nodiscard]] TimeUs load_end_us(LoadId load, TransferId part) const;
  [[nodiscard]] TimeUs next_load_us() const { return up_.next_completion_us(); }
  /// How long it would take to load so many tokens from now on; an estimate.
  [[nodiscard]] double estimate_load_us(TimeUs now_us, std::int64_t tokens) const {
    return up_.estimate_us(now_us, tokens);
  }

  /// Before this time nothing arrives or is loaded.
  [[nodiscard]] TimeUs next_news_us() const {
    return std::min(down_.next_news_us(), up_.next_news_us());
  }
  /// Appends what has arrived by now.
  void collect_stored(TimeUs now_us, std::vector<BlockRange>& arrived);
  /// Appends the loads of which the part from here is over, once each.
  void collect_loaded(TimeUs now_us, std::vector<LoadId>& over);

 private:
  struct LoadPart {
    LoadId load;  ///< invalid if it is over
    std::vector<BlockRange> ranges;
  };

  TierStore content_;
  TransferLink down_, up_;
  std::vector<ExtentId> stores_;  ///< what arrives, by TransferId of down_
  std::vector<LoadPart> loads_;   ///< by TransferId of up_
  std::int32_t block_tokens_ = 1;
  std::vector<TransferId> complete_;  ///< scratch
};

}  // namespace servesweep::engine
