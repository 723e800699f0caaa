#include "sweep/run/time_limit.h"

#include <doctest/doctest.h>

#include <map>

namespace servesweep::sweep::time_limit_test {
namespace {

using namespace std::chrono_literals;

Environment variables(std::map<std::string, std::string> values) {
  return [values = std::move(values)](const char* name) -> const char* {
    const auto found = values.find(name);
    return found == values.end() ? nullptr : found->second.c_str();
  };
}

/// The clock stands at 1,000,000; squeue answers this, and is asked for job 77 only.
TimeSources sources(std::optional<std::string> answer, int* asked = nullptr) {
  return {.epoch_seconds = [] { return std::int64_t{1'000'000}; },
          .squeue =
              [answer, asked](const std::string& job) {
                CHECK(job == "77");
                if (asked != nullptr) ++*asked;
                return answer;
              }};
}

}  // namespace

TEST_CASE("time limit: Slurm's variable counts, and squeue is not asked") {
  int asked = 0;
  const auto left =
      slurm_time_left(variables({{"SLURM_JOB_ID", "77"}, {"SLURM_JOB_END_TIME", "1003600"}}),
                      sources("1:00", &asked));
  CHECK(left == 3600s);
  CHECK(asked == 0);
}

TEST_CASE("time limit: without the variable squeue tells, once") {
  int asked = 0;
  const Environment job = variables({{"SLURM_JOB_ID", "77"}});
  CHECK(slurm_time_left(job, sources("1-02:00:00\n", &asked)) == 26h);
  CHECK(asked == 1);
  CHECK(slurm_time_left(job, sources("4:05\n")) == 245s);
  CHECK_FALSE(slurm_time_left(job, sources("UNLIMITED\n")).has_value());
}

TEST_CASE("time limit: no Slurm, or one that does not tell, sets none") {
  CHECK_FALSE(slurm_time_left(variables({}), sources("1:00")).has_value());
  const Environment job = variables({{"SLURM_JOB_ID", "77"}});
  CHECK_FALSE(slurm_time_left(job, sources(std::nullopt)).has_value());
  CHECK_FALSE(slurm_time_left(job, sources("INVALID\n")).has_value());
  int asked = 0;  // nothing from the environment reaches a command line
  CHECK_FALSE(
      slurm_time_left(variables({{"SLURM_JOB_ID", "-o x"}}), sources("1:00", &asked)).has_value());
  CHECK(asked == 0);
  CHECK(slurm_time_left(variables({{"SLURM_JOB_ID", "77"}, {"SLURM_JOB_END_TIME", "soon"}}),
                        sources("1:00")) == 60s);
}

TEST_CASE("time limit: the user's word counts before Slurm's, from when the program began") {
  const auto since = std::chrono::steady_clock::now() - 1h;
  const TimeLimit limit{
      .walltime = 2h, .since = since, .environment = variables({{"SLURM_JOB_ID", "77"}})};
  int asked = 0;
  const auto left = time_left(limit, sources("1:00", &asked));
  REQUIRE(left.has_value());
  CHECK(*left <= 1h);
  CHECK(*left > 0h);
  CHECK(asked == 0);
  CHECK_FALSE(time_left({}, sources("1:00")).has_value());
}

}  // namespace servesweep::sweep::time_limit_test
