#include "sweep/values/counted_text.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::counted_text_test {

TEST_CASE("one is singular, none and more are plural") {
  CHECK(counted_text(0, "seed") == "0 seeds");
  CHECK(counted_text(1, "seed") == "1 seed");
  CHECK(counted_text(2, "seed") == "2 seeds");
}

}  // namespace servesweep::sweep::counted_text_test
