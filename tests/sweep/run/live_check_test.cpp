#include "sweep/run/live_check.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "engine/base/problem.h"
#include "sample_standing.h"
#include "sweep/run/live_format.h"

namespace live_check_test {

using namespace servesweep;
using namespace servesweep::sweep;
using nlohmann::json;

TEST_CASE("live check: a possible standing is none of its business") {
  CHECK(impossible_standing(sample_standing()).empty());
}

TEST_CASE("live check: rates are those of finished runs") {
  LiveStanding standing = sample_standing();
  standing.recent_per_s = 15;  // of 30 s, where 405 runs have finished in all
  CHECK(impossible_standing(standing) == "its rates are not those of its finished runs");
  standing.phase = LivePhase::drained;  // counted anew at the end
  CHECK(impossible_standing(standing).empty());
  standing = sample_standing();
  standing.overall_per_s = 8;
  CHECK_FALSE(impossible_standing(standing).empty());
  standing = sample_standing();
  standing.windows.back() = 400;
  CHECK_FALSE(impossible_standing(standing).empty());
}

TEST_CASE("live check: counts that no study has") {
  LiveStanding standing = sample_standing();
  standing.ranks[1].idle_threads = 3;
  CHECK_FALSE(impossible_standing(standing).empty());
  standing = sample_standing();
  standing.ranks.clear();
  CHECK_FALSE(impossible_standing(standing).empty());
  standing = sample_standing();
  standing.windows.assign(13, 0);
  CHECK_FALSE(impossible_standing(standing).empty());
  standing = sample_standing();
  standing.planned = std::size_t{1} << 60;
  CHECK_FALSE(impossible_standing(standing).empty());
}

TEST_CASE("live check: a forged file is refused, whichever number it forges") {
  const json good = json::parse(live_text(sample_standing()));
  for (const char* place : {"/runs/done", "/rate/recent_s", "/disk/bytes", "/process/pid",
                            "/ranks/0/threads", "/failures/0/count", "/rate/windows/1"}) {
    for (const json& value : {json(-1), json("4"), json(), json(true)}) {
      CAPTURE(place);
      CAPTURE(value);
      json forged = good;
      forged[json::json_pointer(place)] = value;
      CHECK_THROWS_AS((void)read_live_text(forged.dump(), "x"), engine::Problem);
    }
  }
  json forged = good;
  forged["rate"]["recent_per_s"] = 1e300;
  CHECK_THROWS_WITH_AS((void)read_live_text(forged.dump(), "x"),
                       doctest::Contains("tells of what cannot be"), engine::Problem);
}

TEST_CASE("live check: texts of a file are fit to be shown") {
  json forged = json::parse(live_text(sample_standing()));
  for (const char* place :
       {"/process/host", "/process/command", "/process/slurm_job", "/study", "/phase_detail",
        "/search", "/error", "/failures/0/first", "/ranks/0/host"}) {
    forged[json::json_pointer(place)] = "\x1b[2J\xc2\x9b";
  }
  const LiveStanding read = read_live_text(forged.dump(), "x");
  const std::string shown = "\\x1b[2J\\u{009b}";
  CHECK(read.process.host == shown);
  CHECK(read.error == shown);
  CHECK(read.ranks[0].host == shown);
  CHECK(live_text(read).find("\\u001b") == std::string::npos);
}

}  // namespace live_check_test
