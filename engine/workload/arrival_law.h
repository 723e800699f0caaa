#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/ids.h"

namespace servesweep::engine {

/// Law of the time between two arrivals of one client; its mean is 1 / rate.
enum class ArrivalProcess : std::uint8_t {
  poisson,   ///< exponential gaps
  gamma,     ///< shape 1/cv², scale mean·cv²: bursty for cv > 1, regular for cv < 1
  weibull,   ///< shape solves CV(shape) = cv, scale mean / Γ(1 + 1/shape)
  constant,  ///< equal gaps
};
inline constexpr std::array<std::string_view, 4> kArrivalProcessNames{"poisson", "gamma", "weibull",
                                                                      "constant"};

/// The process of a name in kArrivalProcessNames. Throws Problem at `where` for any other.
[[nodiscard]] ArrivalProcess arrival_process_named(std::string_view name, const std::string& where);

/// How a client's requests (or sessions) arrive. `cv`, the coefficient of variation of the gaps, is
/// for gamma (0.01 … 10) and weibull (0.01 … 10.4), where it defaults to 1; other processes refuse
/// it.
struct ArrivalSpec {
  ArrivalProcess process = ArrivalProcess::poisson;
  std::optional<double> cv;
};

/// Throws Problem at "`where`.cv".
void validate(const ArrivalSpec& arrival, const std::string& where);

/// Half-open span of time in which a client is active.
struct ActivityWindow {
  TimeUs start_us = 0;
  TimeUs end_us = 0;
};

}  // namespace servesweep::engine
