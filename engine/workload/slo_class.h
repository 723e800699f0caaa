#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/ids.h"

namespace servesweep::engine {

/// How urgent a class is. Policies see the tier; metrics are reported per class.
enum class SloTier : std::uint8_t { critical, standard, sheddable };
inline constexpr std::size_t kSloTiers = 3;

/// A service-level class: a name, its tier, and optional targets.
struct SloClass {
  std::string name;
  SloTier tier = SloTier::standard;
  std::optional<TimeUs> ttft_target_us;
  std::optional<TimeUs> tpot_target_us;
  std::optional<TimeUs> e2e_target_us;
};

/// Tier of a class by its conventional name: "critical" → critical; "standard", "" and unknown
/// names → standard; "sheddable", "batch", "background" → sheddable.
[[nodiscard]] SloTier tier_of_class_name(std::string_view name);

}  // namespace servesweep::engine
