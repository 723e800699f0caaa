#include "io/process/utc_time.h"

#include <doctest/doctest.h>

namespace utc_time_test {

using namespace servesweep::io;
using std::chrono::milliseconds;
using std::chrono::system_clock;

TEST_CASE("UTC time: written and read again, to the millisecond") {
  // 1,000,000,000 s after the epoch is a date that every table has.
  const system_clock::time_point time{milliseconds(1'000'000'000'123)};
  CHECK(utc_text(time) == "2001-09-09T01:46:40.123Z");
  CHECK(utc_time_of("2001-09-09T01:46:40.123Z") == time);
  CHECK(utc_time_of("1970-01-01T00:00:00.000Z") == system_clock::time_point{});
}

TEST_CASE("UTC time: anything else is nothing") {
  for (const char* text :
       {"", "now", "2001-09-09", "2001-09-09T01:46:40.123", "2001-09-09T01:46:40Z",
        "2001-13-09T01:46:40.123Z", "2001-02-30T01:46:40.123Z", "2001-09-09 01:46:40.123Z",
        "2001-09-09T01:46:40.123Z "}) {
    CAPTURE(text);
    CHECK_FALSE(utc_time_of(text).has_value());
  }
}

}  // namespace utc_time_test
