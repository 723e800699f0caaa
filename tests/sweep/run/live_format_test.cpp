#include "sweep/run/live_format.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "engine/base/problem.h"
#include "sample_standing.h"
#include "tests/io/hdf5/sample_results.h"

namespace live_format_test {

using namespace servesweep;
using namespace servesweep::sweep;

TEST_CASE("live format: what is read is what was written, every field of it") {
  const LiveStanding standing = sample_standing();
  const std::string text = live_text(standing);
  CHECK(text.find('\n') == text.size() - 1);
  // Each field differs from its default, so that one which is not written or not read is missed.
  CHECK(live_text(read_live_text(text, "live.json")) == text);
  const auto json = nlohmann::json::parse(text);
  CHECK(json.at("format") == "servesweep-live");
  CHECK(json.at("phase") == "searching");
  CHECK(json.at("updated") == "2001-09-09T01:47:40.250Z");
  CHECK(json.at("process").at("slurm_job") == "4711_3");
  CHECK(json.at("runs").at("planned_is_most") == true);
  CHECK(json.at("ranks").at(0).at("idle_reason") == "waiting_for_runs");
  CHECK(json.at("ranks").at(1).at("idle_reason").is_null());
  CHECK(json.at("recent_threads").at("idle_s").at("tail") == 7);
  CHECK(read_live_text(text, "").failures.first_reason(FailureKind::time) ==
        "not done after 600 s");
}

TEST_CASE("live format: bytes that are no text do not end a study") {
  LiveStanding standing = sample_standing();
  standing.error = "\xFF\xFE";
  CHECK(nlohmann::json::parse(live_text(standing)).at("error") == "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("live format: damage and newer formats are told, and no reason to crash") {
  const std::string text = live_text(sample_standing());
  CHECK_THROWS_AS((void)read_live_text(text.substr(0, text.size() / 2), "x"), engine::Problem);
  CHECK_THROWS_AS((void)read_live_text("{}", "x"), engine::Problem);
  CHECK_THROWS_AS((void)read_live_text("[1]", "x"), engine::Problem);
  std::string newer = text;
  newer.replace(newer.find("[1,1]"), 5, "[2,0]");
  CHECK_THROWS_WITH_AS((void)read_live_text(newer, "x"), doctest::Contains("has format version 2"),
                       engine::Problem);
  for (const char* field : {"runs", "ranks", "process", "known", "phase"}) {
    CAPTURE(field);
    auto json = nlohmann::json::parse(text);
    json[field] = "nonsense";
    CHECK_THROWS_AS((void)read_live_text(json.dump(), "x"), engine::Problem);
  }
}

TEST_CASE("live format: no file is no standing, and neither is a damaged one") {
  const io::test::TemporaryFolder folder;
  CHECK_FALSE(read_live_file(live_file_of(folder.path())).has_value());
  io::test::write_text_file(live_file_of(folder.path()), "{\"format\": 7}");
  CHECK_FALSE(read_live_file(live_file_of(folder.path())).has_value());
}

}  // namespace live_format_test
