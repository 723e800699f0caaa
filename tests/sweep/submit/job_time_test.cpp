#include "sweep/submit/job_time.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"

namespace servesweep::sweep::job_time_test {
namespace {

std::int64_t seconds(const std::string& text) {
  return JobTime::parse("--time", text).seconds();
}

TEST_CASE("times are read as Slurm reads them, and as people write them") {
  CHECK(seconds("30") == 30 * 60);
  CHECK(seconds("1:30") == 90);
  CHECK(seconds("2:00:05") == 7205);
  CHECK(seconds("1-2") == 26 * 3600);
  CHECK(seconds("1-2:30") == 26 * 3600 + 30 * 60);
  CHECK(seconds("1-02:30:15") == 26 * 3600 + 30 * 60 + 15);
  CHECK(seconds("90s") == 90);
  CHECK(seconds("30m") == 1800);
  CHECK(seconds("12h") == 43'200);
  CHECK(seconds("2d") == 172'800);
}

TEST_CASE("what is no time is refused") {
  for (const char* text : {"", "0", "0s", "abc", "1:2:3:4", "1-", "-5", "1h30m", "1 h", "1:x", "::",
                           "99999999999999999999", "1000d", "1-2-3", "1\n#SBATCH --uid=0", "m"}) {
    CAPTURE(text);
    CHECK_THROWS_AS((void)seconds(text), engine::Problem);
  }
}

TEST_CASE("a time is said to Slurm and to people") {
  const JobTime time = JobTime::parse("--time", "26h");
  CHECK(time.slurm_text() == "1-02:00:00");
  CHECK(time.text() == "1 d 2 h");
  CHECK(JobTime::parse("--time", "1:05").text() == "1 min 5 s");
  CHECK(JobTime::parse("--time", "1:05").slurm_text() == "0-00:01:05");
}

}  // namespace
}  // namespace servesweep::sweep::job_time_test
