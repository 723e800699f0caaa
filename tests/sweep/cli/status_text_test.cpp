#include "sweep/cli/status_text.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "sweep/cli/status_ranks.h"
#include "sweep/cli/status_value.h"
#include "tests/sweep/run/sample_standing.h"

namespace status_text_test {

using namespace servesweep::sweep;

namespace {

StatusView running() {
  StatusView view;
  view.study = "example";
  view.life = Life::running;
  view.state = StudyState::searching;
  view.silent_s = 3;
  view.live = sample_standing();
  view.planned = 1000;
  view.done = 400;
  view.failed = 3;
  view.stored = 300;
  view.failures = view.live->failures;
  view.shards = 4;
  view.bytes = 4'000'000;
  view.expected_bytes = 11'000'000;
  view.remaining = RemainingTime{.seconds = 109, .least_s = 90, .most_s = 140};
  view.last_event = R"({"event":"shard","runs":7})";
  return view;
}

}  // namespace

TEST_CASE("status text: all that a person wants to know of a study that runs") {
  CHECK(status_text(running()) ==
        "study       example\n"
        "state       searching 7 of 25, last sign of life 3.0 s ago; process 77 on n2, "
        "Slurm job 4711_3\n"
        "runs        400 of 1000 done (40.0 %), 3 failed, 597 left\n"
        "failures    1 error, 2 time\n"
        "rate        5.50 runs/s in the last 30 s, 5.05 runs/s overall\n"
        "ends        in 1:49 min (90 s to 2:20 min, by the spread of the last 60 s)\n"
        "at work     3 of 4 threads on 2 ranks\n"
        "if killed   103 finished runs are lost (26 s of computing), and 3 under way\n"
        "disk        4 shards with 300 runs, 4.00 MB; about 11.0 MB when all are done\n"
        "last event  shard: runs 7\n"
        "as of       3.0 s ago, told by the running process; --recount counts shards\n");
}

TEST_CASE("status text: a slow study by the hour, a search by at most") {
  StatusView view = running();
  view.live->recent_per_s = 0.01;
  view.planned_is_most = true;
  view.remaining->most_s.reset();
  const std::string text = status_text(view);
  CHECK(text.find("36.0 runs/h in the last") != std::string::npos);
  CHECK(text.find("400 of at most 1000 done") != std::string::npos);
  CHECK(text.find("ends        in at most 1:49 min (at least 90 s)") != std::string::npos);
}

TEST_CASE("status text: of a study that has ended, only what is so") {
  StatusView view = running();
  view.life = Life::ended;
  view.state = StudyState::complete;
  view.live->phase = LivePhase::done;
  view.exact = true;
  view.remaining.reset();
  const std::string text = status_text(view);
  CHECK(text.find("state       complete, ended 3.0 s ago") != std::string::npos);
  CHECK(text.find("if killed") == std::string::npos);
  CHECK(text.find("as of") == std::string::npos);
}

TEST_CASE("status line: the least, for logs") {
  CHECK(
      status_line(running()) ==
      "searching: 400 of 1000 done (40.0 %), 3 failed, 5.50 runs/s, ends in 1:49 min (90 s to 2:20 "
      "min, by the spread of the last 60 s)\n");
}

TEST_CASE("explanation text: a sentence and its advice") {
  CHECK(explanation_text({{.topic = "idle", .what = "so", .advice = "do"},
                          {.topic = "loss", .what = "none", .advice = ""}}) ==
        "- idle: so\n  -> do\n- loss: none\n");
}

TEST_CASE("status JSON: values are values, the last event too") {
  const auto json = nlohmann::json::parse(
      status_json(running(), {{.topic = "idle", .what = "so", .advice = "do"}}));
  CHECK(json.at("state") == "searching");
  CHECK(json.at("left") == 597);
  CHECK(json.at("last_event").at("runs") == 7);
  CHECK(json.at("failures").at(1).at("count") == 2);
  CHECK(json.at("remaining").at("most_s") == 140);
  CHECK(json.at("live").at("ranks").size() == 2);
  CHECK(json.at("live").at("process").at("host") == "n2");
  CHECK(json.at("findings").at(0).at("advice") == "do");

  StatusView nothing;
  nothing.last_event = "{torn";
  const auto bare = nlohmann::json::parse(status_json(nothing, {}));
  CHECK(bare.at("state") == "unknown");
  CHECK(bare.at("live").is_null());
  CHECK(bare.at("last_event").is_null());
  CHECK(bare.at("remaining").is_null());
  CHECK(bare.at("expected_bytes").is_null());
  CHECK_FALSE(bare.contains("findings"));
}

TEST_CASE("table of ranks: one row each, in every format") {
  const auto table = status_ranks(sample_standing());
  CHECK(table.rows() == 2);
  CHECK(table.render(servesweep::io::TableFormat::csv) ==
        "rank,host,threads,idle_threads,idle_reason,under_way,finished,failed,mean_run_s,"
        "longest_run_s,uncommitted,since_commit_s,storing_percent,processors_used,peak_memory_mb,"
        "silent_s\n"
        "0,n2,2,1,waiting for the last runs of a decision,1,164,1,0.25,1.5,64,31,2,1.1,250,0.5\n"
        "1,n3,2,0,,8,160,1,0.25,1.5,39,12,2,1.1,250,0.5\n");
}

}  // namespace status_text_test
