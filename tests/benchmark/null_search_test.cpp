#include "tests/benchmark/null_search.h"

#include <doctest/doctest.h>

#include <initializer_list>

namespace null_search_test {

using namespace servesweep::benchmark;

TEST_CASE("a null search ends, by generation and one by one, also where the last is a part") {
  for (const bool by_generation : {true, false}) {
    for (const int ranks : {1, 2}) {
      CHECK(dispatch_null_search({.tasks = 21, .pending = 8, .by_generation = by_generation},
                                 ranks) > 0);
    }
  }
}

}  // namespace null_search_test
