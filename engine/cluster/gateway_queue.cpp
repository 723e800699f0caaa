#include "engine/cluster/gateway_queue.h"

namespace servesweep::engine {
namespace {

constexpr std::size_t kFewestAtGateway = 16;

}  // namespace

void GatewayQueue::reject() {
  SERVESWEEP_EXPECT(has_arrived());
  if (admitted_ == 0) return pop_first();
  at(admitted_++).is_rejected = true;
}

void GatewayQueue::grow() {
  std::vector<GatewayRequest> larger(ring_.empty() ? kFewestAtGateway : 2 * ring_.size());
  for (std::size_t i = 0; i < size_; ++i) larger[i] = at(i);
  ring_ = std::move(larger);
  mask_ = ring_.size() - 1;
  first_ = 0;
}

}  // namespace servesweep::engine
