#include "sweep/explanation/latency_part.h"

#include <doctest/doctest.h>

#include <string>

#include "engine/metrics/breakdown_parts.h"

namespace servesweep::sweep::latency_part_test {

TEST_CASE("parts are those of the breakdown, with the cache's before the prefill, and the served") {
  std::size_t part = 0;
  for (const engine::BreakdownPart& one : engine::kBreakdown) {
    if (std::string(one.name) == "prefill") {
      CHECK(is_cache_part(part));
      CHECK(is_cache_part(part + 1));
      part += 2;
    }
    CHECK(std::string(kPartNames[part].name) == one.name);
    CHECK(is_queue_part(part) == std::string(one.name).starts_with("wait_"));
    ++part;
  }
  CHECK(part == index_of(LatencyPart::served));
  CHECK(part + 1 == kLatencyParts);
  CHECK(std::string(kPartNames[part].name) == "served");
}

}  // namespace servesweep::sweep::latency_part_test
