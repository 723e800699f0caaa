#include "engine/kv/load_table.h"

#include "engine/base/contract.h"

namespace servesweep::engine {

void LoadTable::reset() {
  // Loads keep the memory of their parts; the first ids are given again first.
  unused_.clear();
  for (std::size_t i = loads_.size(); i > 0; --i) {
    unused_.emplace_back(static_cast<std::int32_t>(i - 1));
  }
  complete_.clear();
}

LoadId LoadTable::add() {
  if (unused_.empty()) {
    loads_.emplace_back();
    return LoadId(static_cast<std::int32_t>(loads_.size() - 1));
  }
  const LoadId id = unused_.back();
  unused_.pop_back();
  at(id).parts.clear();
  at(id).open = 0;
  return id;
}

void LoadTable::add_part(LoadId id, const Part& part) {
  at(id).parts.push_back(part);
  ++at(id).open;
}

void LoadTable::note_part_over(LoadId id) {
  SERVESWEEP_EXPECT(at(id).open > 0);
  if (--at(id).open == 0) complete_.push_back(id);
}

void LoadTable::take_complete(std::vector<LoadId>& complete) {
  complete.insert(complete.end(), complete_.begin(), complete_.end());
  unused_.insert(unused_.end(), complete_.begin(), complete_.end());
  complete_.clear();
}

}  // namespace servesweep::engine
