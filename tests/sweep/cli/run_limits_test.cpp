#include "sweep/cli/run_limits.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"

namespace servesweep::sweep::run_limits_test {
namespace {

using namespace std::chrono_literals;

CommandLine parsed(const std::vector<std::string>& arguments) {
  CommandLine line(
      {.name = "run", .purpose = "run", .details = "", .examples = {}, .exit_codes = {}});
  add_limit_options(line);
  line.value("--threads", "N", "threads of a rank");
  line.parse(arguments);
  return line;
}

}  // namespace

TEST_CASE("limits: a minute and 64 MiB unless the user says otherwise") {
  const CommitLimits usual = commit_limits_of(parsed({}));
  CHECK(usual.age == 60s);
  CHECK(usual.bytes == 67'108'864);
  const CommitLimits own =
      commit_limits_of(parsed({"--commit-seconds", "2.5", "--commit-bytes", "100MB"}));
  CHECK(own.age == 2500ms);
  CHECK(own.bytes == 100'000'000);
  CHECK(commit_limits_of(parsed({"--commit-seconds", "1e-9"})).age == 1ms);
}

TEST_CASE("limits: threads are those that are given, or 0 for all") {
  CHECK(chosen_threads(parsed({})) == 0);
  CHECK(chosen_threads(parsed({"--threads", "3"})) == 3);
  CHECK(chosen_threads(parsed({"--threads", "4096"})) == 4096);
  for (const char* text : {"0", "4097", "x"}) {
    CHECK_THROWS_AS(static_cast<void>(chosen_threads(parsed({"--threads", text}))),
                    engine::Problem);
  }
}

TEST_CASE("limits: without a walltime Slurm is asked, if it is there") {
  CHECK_FALSE(time_limit_of(parsed({})).walltime.has_value());
  CHECK(time_limit_of(parsed({})).environment);
  CHECK(time_limit_of(parsed({"--walltime", "1-00:00:00"})).walltime == 24h);
}

TEST_CASE("limits: nonsense is refused") {
  for (const char* text : {"0", "-1", "x", "90000"}) {
    CHECK_THROWS_AS(static_cast<void>(commit_limits_of(parsed({"--commit-seconds", text}))),
                    engine::Problem);
  }
  for (const char* text : {"0", "-1", "5QB"}) {
    CHECK_THROWS_AS(static_cast<void>(commit_limits_of(parsed({"--commit-bytes", text}))),
                    engine::Problem);
  }
  for (const char* text : {"0s", "30", "soon"}) {
    CHECK_THROWS_AS(static_cast<void>(time_limit_of(parsed({"--walltime", text}))),
                    engine::Problem);
  }
}

}  // namespace servesweep::sweep::run_limits_test
