#pragma once

#include <string>
#include <string_view>

namespace servesweep::io {

/// What to write in place of a time with a unit, where a field has its unit in its name:
/// ("workload.horizon_us", "20s") gives "give microseconds without a unit: 20000000". Empty if the
/// value is no such time, or the field is none of time (_us, _ms, _s).
[[nodiscard]] std::string unit_hint(std::string_view field, std::string_view value);

}  // namespace servesweep::io
