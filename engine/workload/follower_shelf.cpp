#include "engine/workload/follower_shelf.h"

#include <algorithm>

#include "engine/base/contract.h"

namespace servesweep::engine {

void FollowerShelf::clear() {
  shelf_.clear();
  taken_ = 0;
}

void FollowerShelf::put(RequestId id, const Request& request) {
  SERVESWEEP_EXPECT(request.follows.valid());
  SERVESWEEP_EXPECT(shelf_.empty() || shelf_.back().request.follows < request.follows);
  shelf_.push_back({.id = id, .request = request});
}

std::optional<NumberedRequest> FollowerShelf::take(RequestId earlier) {
  const auto follows = [](const NumberedRequest& each) { return each.request.follows; };
  const auto place = std::ranges::lower_bound(shelf_, earlier, {}, follows);
  if (place == shelf_.end() || follows(*place) != earlier || !place->id.valid()) {
    return std::nullopt;
  }
  const NumberedRequest taken = *place;
  place->id = RequestId();
  if (2 * ++taken_ >= shelf_.size()) {
    std::erase_if(shelf_, [](const NumberedRequest& each) { return !each.id.valid(); });
    taken_ = 0;
  }
  return taken;
}

std::optional<NumberedRequest> FollowerShelf::take_last() {
  for (; !shelf_.empty(); --taken_) {
    const NumberedRequest last = shelf_.back();
    shelf_.pop_back();
    if (last.id.valid()) return last;
  }
  return std::nullopt;
}

}  // namespace servesweep::engine
