#include "engine/workload/slo_class.h"

namespace servesweep::engine {

SloTier tier_of_class_name(std::string_view name) {
  if (name == "critical") return SloTier::critical;
  if (name == "sheddable" || name == "batch" || name == "background") return SloTier::sheddable;
  return SloTier::standard;
}

}  // namespace servesweep::engine
