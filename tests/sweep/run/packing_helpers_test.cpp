#include "sweep/run/packing_helpers.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>

namespace packing_helpers_test {

using namespace servesweep;
using namespace servesweep::sweep;

TEST_CASE("packing helpers: what is little is packed alone, of much they take their part") {
  io::PackingCrew crew;
  CHECK(PackingHelpers(crew, 3, 1000).size() == 0);
  CHECK(PackingHelpers(crew, 0, 100'000'000).size() == 0);
  const PackingHelpers helpers(crew, 2, 100'000'000);
  REQUIRE(helpers.size() == 2);
  const auto patience = std::chrono::steady_clock::now() + std::chrono::minutes(2);
  const auto here = std::this_thread::get_id();
  std::atomic<int> by_others = 0;
  while (by_others == 0 && std::chrono::steady_clock::now() < patience) {
    crew.run(10, [&](std::size_t) { by_others += std::this_thread::get_id() != here ? 1 : 0; });
  }
  CHECK(by_others > 0);
}

}  // namespace packing_helpers_test
