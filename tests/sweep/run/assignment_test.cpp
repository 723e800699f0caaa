#include "sweep/run/assignment.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::assignment_test {

TEST_CASE("an assignment travels unchanged") {
  const Assignment sent{.resolved_study = "study: x\n",
                        .output = "results/x",
                        .marker = {.study = "x", .study_hash = "abc"},
                        .holder = "n7 12 0f",
                        .decisions = {"{}", R"({"told":[0]})"},
                        .runs = {RunId(0), RunId(7)},
                        .first_shard_rank = 30'000};
  const Assignment got = Assignment::decode(sent.encode());
  CHECK(got.resolved_study == sent.resolved_study);
  CHECK(got.output == sent.output);
  CHECK(got.marker == sent.marker);
  CHECK(got.holder == sent.holder);
  CHECK(got.decisions == sent.decisions);
  CHECK(got.runs == sent.runs);
  CHECK(got.first_shard_rank == 30'000);
}

TEST_CASE("a torn assignment is an error") {
  const std::string bytes = Assignment{
      .resolved_study = "",
      .output = "",
      .marker = {},
      .holder = "",
      .decisions = {},
      .runs = {RunId(1)}}.encode();
  CHECK_THROWS_AS(static_cast<void>(Assignment::decode(bytes.substr(0, bytes.size() - 1))),
                  std::runtime_error);
}

}  // namespace servesweep::sweep::assignment_test
