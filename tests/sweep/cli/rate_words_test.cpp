#include "sweep/cli/rate_words.h"

#include <doctest/doctest.h>

namespace rate_words_test {

TEST_CASE("a rate is told by the second, a slow one by the hour") {
  using servesweep::sweep::rate_words;
  CHECK(rate_words(812.4) == "812 runs/s");
  CHECK(rate_words(0.01) == "36.0 runs/h");
  CHECK(rate_words(0) == "0 runs/s");
}

}  // namespace rate_words_test
