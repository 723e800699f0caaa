#include "sweep/run/duration.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::duration_test {
namespace {

/// Seconds; -1 if it is no duration.
std::int64_t seconds(std::string_view text) {
  const auto span = parse_duration(text);
  return span ? span->count() : -1;
}

}  // namespace

TEST_CASE("duration: people's and Slurm's ways to write it") {
  CHECK(seconds("90s") == 90);
  CHECK(seconds("30m") == 1800);
  CHECK(seconds("2h") == 7200);
  CHECK(seconds("1d") == 86'400);
  CHECK(seconds("0:30") == 30);
  CHECK(seconds("59:59") == 3599);
  CHECK(seconds("01:30:00") == 5400);
  CHECK(seconds("1-00:00:01") == 86'401);
  CHECK(seconds("2-12") == 216'000);
  CHECK(seconds("2-12:30") == 217'800);
}

TEST_CASE("duration: what is none") {
  for (const char* text : {"", "30", "s", "-5s", "1.5h", "1h30m", ":", "1:", ":30", "1:2:3:4", "1-",
                           "-1:00", "1-2-3", "UNLIMITED", "INVALID", "2w", "99999999999999s"}) {
    CAPTURE(text);
    CHECK(seconds(text) == -1);
  }
}

TEST_CASE("duration: the two largest units") {
  using std::chrono::seconds;
  CHECK(duration_text(seconds(0)) == "0 s");
  CHECK(duration_text(seconds(-3)) == "0 s");
  CHECK(duration_text(seconds(45)) == "45 s");
  CHECK(duration_text(seconds(90)) == "1 min 30 s");
  CHECK(duration_text(seconds(7205)) == "2 h");
  CHECK(duration_text(seconds(266'400)) == "3 d 2 h");
}

}  // namespace servesweep::sweep::duration_test
