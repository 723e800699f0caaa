#pragma once

#include <string>

#include "sweep/ranking/judged_claim.h"

namespace servesweep::sweep {

/// "better by 5 %", "within 2 %", "0.99 to 1": what a claim expects.
[[nodiscard]] std::string expected_text(const Claim& claim);

/// What a claim compares with: "round-robin", "steady on calm", "work + aware" for parts whose
/// effects add up, "work x aware" on the multiplicative scale; empty for a value.
[[nodiscard]] std::string than_text(const Claim& claim);

/// The change and its interval, or the value and its interval: "-12.3 % [-15.1, -9.5]".
[[nodiscard]] std::string measured_text(const JudgedClaim& judged);

/// The interval of a value alone.
[[nodiscard]] std::string value_interval_text(const JudgedClaim& judged);

}  // namespace servesweep::sweep
