#pragma once

#include <algorithm>
#include <memory>

#include "engine/kv/free_list.h"
#include "engine/kv/prefix_map.h"
#include "engine/kv/residency_listener.h"

namespace servesweep::engine {

/// The blocks of one cache as extents: in the free list if nobody references them, in the prefix
/// map if requests can find them. Both stay right when an extent is cut, copied or evicted.
class BlockExtents {
 public:
  BlockExtents();

  /// `blocks` blank blocks. The listener (may be null) must outlive the run. `keep_duplicates`:
  /// copies of what is mapped wait in reserve until it is evicted.
  void reset(std::int32_t blocks, const FreeList::Ageing& ageing, bool keep_duplicates,
             ResidencyListener* listener);

  /// What follows happens at this time.
  void set_now(TimeUs now_us) {
    now_us_ = now_us;
    free_.advance(now_us);
  }
  [[nodiscard]] TimeUs now_us() const { return now_us_; }

  [[nodiscard]] Extent& operator[](ExtentId id) { return (*arena_)[id]; }
  [[nodiscard]] const Extent& operator[](ExtentId id) const { return (*arena_)[id]; }
  [[nodiscard]] const ExtentArena& arena() const { return *arena_; }
  [[nodiscard]] FreeList& free() { return free_; }
  [[nodiscard]] const FreeList& free() const { return free_; }
  [[nodiscard]] const PrefixMap& map() const { return map_; }
  [[nodiscard]] bool is_watched() const { return listener_ != nullptr; }

  /// See BlockPool; everybody who changes what it counts says so.
  [[nodiscard]] std::int64_t version() const { return version_; }
  void note_change() { ++version_; }

  [[nodiscard]] ExtentId create(const Extent& extent) { return arena_->create(extent); }
  /// The same, and requests can find it. Precondition: nothing else serves its blocks.
  ExtentId create_mapped(const Extent& extent);
  /// … once what serves its blocks now is evicted.
  ExtentId create_spare(const Extent& extent);

  /// Cuts an extent in two at block `at`; both parts keep references and standing. Returns the
  /// upper part.
  ExtentId split(ExtentId id, std::int32_t at);
  /// The part of an extent that lies in [first, end), cut out of it.
  ExtentId clip(ExtentId id, std::int32_t first, std::int32_t end);

  /// Takes `count` free blocks and forgets their content. Precondition: there are as many.
  void take(std::int32_t count) {
    const std::int32_t blank = std::min(count, free_.blank());
    free_.take_blank(blank);
    if (count > blank) evict(count - blank);
  }
  /// The last blocks of a free extent lose their content and leave the free list.
  void drop_tail(ExtentId id, std::int32_t blocks);

  /// Nothing serves these blocks any more; their extents stay.
  void unmap(ChainId chain, std::int32_t first, std::int32_t end);
  /// What of these blocks nothing serves will be served from now on, or was until now.
  void report_gaps(ChainId chain, std::int32_t first, std::int32_t end, bool added);

 private:
  void evict(std::int32_t count);
  void evict_from(ExtentId id, std::int32_t count);
  void uncover(ChainId chain, std::int32_t first, std::int32_t end);
  [[nodiscard]] ExtentId surface(ExtentId spare, std::int32_t first, std::int32_t end);

  std::unique_ptr<ExtentArena> arena_;
  FreeList free_;
  PrefixMap map_;
  ResidencyListener* listener_ = nullptr;
  bool keep_duplicates_ = false;
  TimeUs now_us_ = 0;
  std::int64_t version_ = 0;
};

}  // namespace servesweep::engine
