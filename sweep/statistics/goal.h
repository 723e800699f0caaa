#pragma once

#include <cstdint>

namespace servesweep::sweep {

/// Which way a metric is meant to go.
enum class Goal : std::uint8_t { minimize, maximize };

}  // namespace servesweep::sweep
