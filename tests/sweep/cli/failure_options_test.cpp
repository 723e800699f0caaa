#include "sweep/cli/failure_options.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"

namespace servesweep::sweep::failure_options_test {
namespace {

FailureRules rules(const std::vector<std::string>& arguments) {
  VerbPage page;
  page.name = "run";
  CommandLine line(page);
  add_failure_options(line);
  line.parse(arguments);
  return failure_rules(line);
}

}  // namespace

TEST_CASE("options say what to do about failures, by default the first one ends the job") {
  const FailureRules usual = rules({});
  CHECK(usual.on_failure == OnFailure::abort);
  CHECK(usual.run_seconds == 600);
  CHECK_FALSE(usual.run_memory_bytes.has_value());
  const FailureRules own = rules(
      {"--on-failure", "retry", "--retries", "0", "--run-seconds", "0.05", "--run-memory", "256M"});
  CHECK(own.on_failure == OnFailure::retry);
  CHECK(own.retries == 0);
  CHECK(own.run_seconds == 0.05);
  CHECK(own.run_memory_bytes == std::size_t{256} << 20);
  CHECK(rules({"--on-failure", "continue"}).on_failure == OnFailure::go_on);
  CHECK(rules({"--run-seconds", "0", "--run-memory", "0"}).run_seconds == 0);
  CHECK(rules({"--run-memory", "0"}).run_memory_bytes == std::size_t{0});
  CHECK(rules({"--run-memory", "7000000"}).run_memory_bytes == std::size_t{7'000'000});
  CHECK(rules({"--run-memory", "2T"}).run_memory_bytes == std::size_t{2} << 40);
}

TEST_CASE("options that make no sense are refused") {
  for (const std::vector<std::string>& bad :
       std::vector<std::vector<std::string>>{{"--on-failure", "ignore"},
                                             {"--retries", "3"},
                                             {"--on-failure", "retry", "--retries", "-1"},
                                             {"--run-seconds", "-1"},
                                             {"--run-seconds", "nan"},
                                             {"--run-seconds", "soon"},
                                             {"--run-memory", "-1"},
                                             {"--run-memory", "7"},
                                             {"--run-memory", "1023K"},
                                             {"--run-seconds", "-1"},
                                             {"--run-memory", "5X"},
                                             {"--run-memory", "5MB"},
                                             {"--run-memory", "M"},
                                             {"--run-memory", "99999999999T"}}) {
    CHECK_THROWS_AS((void)rules(bad), engine::Problem);
  }
}

}  // namespace servesweep::sweep::failure_options_test
