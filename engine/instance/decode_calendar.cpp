#include "engine/instance/decode_calendar.h"

namespace servesweep::engine {

void DecodeCalendar::reset(std::int32_t block_tokens, std::vector<ActiveRequest>& table) {
  table_ = &table;
  // After a run that everybody completed, all lists are empty as they are.
  if (size_ > 0 || due_.empty()) due_.assign(static_cast<std::size_t>(kRing), {});
  size_ = 0;
  no_finish_before_ = 0;
  block_tokens_ = static_cast<std::size_t>(block_tokens);
  phases_.assign(block_tokens_, {});
}

/// A block is complete one step before the next one is needed.
std::size_t DecodeCalendar::publishing_phase(const ActiveRequest& request) const {
  const std::size_t needed = static_cast<std::size_t>(request.new_block_phase);
  return needed == 0 ? block_tokens_ - 1 : needed - 1;
}

void DecodeCalendar::add(Slot slot, bool publishes) {
  const ActiveRequest& request = (*table_)[static_cast<std::size_t>(slot)];
  ++size_;
  ++phases_[static_cast<std::size_t>(request.new_block_phase)].new_blocks;
  due_[ring_index(request.finish_step)].push_back(*table_, slot);
  no_finish_before_ = std::min(no_finish_before_, request.finish_step);
  if (publishes) phases_[publishing_phase(request)].publishing.push_back(*table_, slot);
}

void DecodeCalendar::remove(Slot slot, bool publishes) {
  const ActiveRequest& request = (*table_)[static_cast<std::size_t>(slot)];
  --size_;
  --phases_[static_cast<std::size_t>(request.new_block_phase)].new_blocks;
  due_[ring_index(request.finish_step)].remove(*table_, slot);
  if (publishes) phases_[publishing_phase(request)].publishing.remove(*table_, slot);
}

void DecodeCalendar::collect_due(std::int64_t step, ScratchList<Slot>& due) const {
  for (Slot slot = due_[ring_index(step)].first(); slot != kNoSlot;
       slot = SlotList<&ActiveRequest::due>::next(*table_, slot)) {
    if ((*table_)[static_cast<std::size_t>(slot)].finish_step == step) due.push_back(slot);
  }
}

}  // namespace servesweep::engine
