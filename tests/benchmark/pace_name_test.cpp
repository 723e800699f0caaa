#include "tests/benchmark/pace_name.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"

namespace pace_name_test {

using namespace servesweep;
using namespace servesweep::benchmark;

TEST_CASE("paces by name") {
  const auto check = [](const std::string& name, const sweep::Pace& pace) {
    CAPTURE(name);
    CHECK(pace_named(name).generation == pace.generation);
    CHECK(pace_named(name).ahead == pace.ahead);
    CHECK(pace_named(name).asynchronous == pace.asynchronous);
  };
  check("4", {.generation = 4});
  check("16+0", {.generation = 16});
  check("8+2", {.generation = 8, .ahead = 2});
  check("async17", {.asynchronous = 17});
}

TEST_CASE("what is no pace is refused") {
  for (const char* name : {"", "0", "+1", "8+", "8+-1", "8+1+1", "async", "async0", "async8+1",
                           "8x", "-8", "1000001"}) {
    CAPTURE(name);
    CHECK_THROWS_AS((void)pace_named(name), engine::Problem);
  }
}

}  // namespace pace_name_test
