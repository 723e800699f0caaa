#include "engine/kv/tier_orders.h"

#include "engine/kv/arc_order.h"
#include "engine/kv/lru_order.h"

namespace servesweep::engine {

const Registry<TierOrder>& tier_orders() {
  static const Registry<TierOrder> registry = Registry<TierOrder>().add<LruOrder>().add<ArcOrder>();
  return registry;
}

std::unique_ptr<TierOrder> make_tier_order(const std::string& name, const std::string& field) {
  return tier_orders().create({.policy = name, .parameters = {}, .scorers = {}}, field);
}

}  // namespace servesweep::engine
