#include "sweep/cli/duration_words.h"

#include <doctest/doctest.h>

#include <limits>

namespace duration_words_test {

using namespace servesweep::sweep;

TEST_CASE("durations: as people say them") {
  CHECK(duration_words(0.04) == "0.040 s");
  CHECK(duration_words(3) == "3.0 s");
  CHECK(duration_words(45.4) == "45 s");
  CHECK(duration_words(200) == "3:20 min");
  CHECK(duration_words(2 * 3600 + 5 * 60) == "2:05 h");
  CHECK(duration_words(26 * 3600) == "26:00 h");
  CHECK(duration_words(3 * 86400 + 4 * 3600 + 59 * 60) == "3 d 4 h");
  CHECK(duration_words(-1) == duration_words(0));
  CHECK(duration_words(std::numeric_limits<double>::infinity()) == "unknown");
}

TEST_CASE("bytes: in units of a thousand") {
  CHECK(bytes_words(512) == "512 B");
  CHECK(bytes_words(1300) == "1.30 kB");
  CHECK(bytes_words(999'600) == "1.00 MB");
  CHECK(bytes_words(2.5e15) == "2.50 PB");
  CHECK(bytes_words(2.5e18) == "2500 PB");
}

}  // namespace duration_words_test
