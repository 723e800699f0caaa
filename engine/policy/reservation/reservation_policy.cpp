#include "engine/policy/reservation/reservation_policy.h"

#include <algorithm>
#include <cmath>

namespace servesweep::engine {

std::int32_t whole_blocks(double blocks, const GrowthView& view) {
  return static_cast<std::int32_t>(std::clamp<double>(std::ceil(blocks), 0, view.gpu_blocks));
}

}  // namespace servesweep::engine
