#include "io/yaml/unit_hint.h"

#include <doctest/doctest.h>

namespace unit_hint_test {

using servesweep::io::unit_hint;

TEST_CASE("unit hint: a time with a unit becomes a number in the unit of the field") {
  CHECK(unit_hint("workload.horizon_us", "20s") == "give microseconds without a unit: 20000000");
  CHECK(unit_hint("delay_us", "1.5 ms") == "give microseconds without a unit: 1500");
  CHECK(unit_hint("stages[0].duration_s", "2min") == "give seconds without a unit: 120");
  CHECK(unit_hint("ttft_ms", "250us") == "give milliseconds without a unit: 0.25");
}

TEST_CASE("unit hint: nothing for other fields and other values") {
  CHECK(unit_hint("requests", "20s") == "");
  CHECK(unit_hint("requests_per_s", "20s") == "");
  CHECK(unit_hint("horizon_us", "20") == "");
  CHECK(unit_hint("horizon_us", "20 parsecs") == "");
  CHECK(unit_hint("horizon_us", "soon") == "");
}

}  // namespace unit_hint_test
