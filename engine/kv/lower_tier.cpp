#include "engine/kv/lower_tier.h"

#include <algorithm>
#include <utility>

namespace servesweep::engine {
namespace {

/// The place of a transfer, which is made if it is the first one of that id.
template <class Place>
Place& place_of(std::vector<Place>& places, TransferId id) {
  if (id.index() >= places.size()) places.resize(id.index() + 1);
  return places[id.index()];
}

}  // namespace

void LowerTier::reset(const TierSpec& spec, std::int32_t block_tokens) {
  const auto sharing = spec.serial ? TransferLink::Sharing::serial : TransferLink::Sharing::fair;
  content_.reset(spec.blocks, spec.eviction);
  down_.reset(spec.tokens_per_us, spec.base_us, sharing);
  up_.reset(spec.tokens_per_us, spec.base_us, sharing);
  for (LoadPart& part : loads_) part.load = LoadId();
  block_tokens_ = block_tokens;
}

bool LowerTier::begin_store(std::span<const BlockRange> missing, std::int32_t blocks, TimeUs now_us,
                            std::vector<BlockRange>& evicted) {
  SERVESWEEP_EXPECT(blocks == blocks_of(missing));
  if (!content_.make_room(blocks, evicted)) return false;
  // The last range first, so that the beginning of a prefix is evicted last.
  ExtentId copies;
  for (auto range = missing.rbegin(); range != missing.rend(); ++range) {
    copies = content_.expect(*range, copies);
  }
  const std::int64_t tokens = std::int64_t{blocks} * block_tokens_;
  place_of(stores_, down_.start(now_us, tokens)) = copies;
  return true;
}

TransferId LowerTier::begin_load(LoadId load, std::span<const BlockRange> ranges, TimeUs now_us,
                                 TimeUs launch_us) {
  const TransferId id =
      up_.start(now_us, std::int64_t{blocks_of(ranges)} * block_tokens_, launch_us);
  LoadPart& part = place_of(loads_, id);
  part.load = load;
  part.ranges.assign(ranges.begin(), ranges.end());
  for (const BlockRange& range : ranges) content_.pin(range);
  return id;
}

bool LowerTier::is_loading(const BlockRange& range) const {
  return std::ranges::any_of(loads_, [&range](const LoadPart& part) {
    return part.load.valid() && std::ranges::any_of(part.ranges, [&range](const BlockRange& each) {
             return each.chain == range.chain && each.first < range.end && range.first < each.end;
           });
  });
}

TimeUs LowerTier::load_end_us(LoadId load, TransferId part) const {
  return loads_[part.index()].load == load ? up_.completion_us(part) : 0;
}

void LowerTier::collect_stored(TimeUs now_us, std::vector<BlockRange>& arrived) {
  complete_.clear();
  down_.collect(now_us, complete_);
  for (const TransferId id : complete_) content_.arrive(stores_[id.index()], arrived);
}

void LowerTier::collect_loaded(TimeUs now_us, std::vector<LoadId>& over) {
  complete_.clear();
  up_.collect(now_us, complete_);
  for (const TransferId id : complete_) {
    LoadPart& part = loads_[id.index()];
    for (auto range = part.ranges.rbegin(); range != part.ranges.rend(); ++range) {
      content_.unpin(*range);
    }
    over.push_back(std::exchange(part.load, LoadId()));
  }
}

}  // namespace servesweep::engine
