#pragma once

#include "engine/random/stream.h"

namespace servesweep::sweep {

/// A number in [0, 1), a multiple of 2⁻⁵³.
[[nodiscard]] double uniform(engine::Stream& stream);
/// A standard normal number.
[[nodiscard]] double normal(engine::Stream& stream);
/// The standard normal number that a share of all others is below; shares within 10⁻⁹ of 0 and 1
/// count as that far away.
[[nodiscard]] double normal_quantile(double share);

}  // namespace servesweep::sweep
