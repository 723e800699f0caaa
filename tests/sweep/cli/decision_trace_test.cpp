#include "sweep/cli/decision_trace.h"

#include <doctest/doctest.h>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::decision_trace_test {
namespace {

using engine::InstanceId;
using engine::RequestId;
using engine::RoutingIntent;

/// Three decisions among three instances, written to `file`.
void decide(DecisionTrace& trace) {
  const std::vector<double> first{0.25, 1, 0.25}, second{0, 0, 0.5}, third{-3, -1, -2};
  trace.decision(
      {.request = RequestId(0),
       .clock_us = 10,
       .instance = InstanceId(1),
       .best_score = 1,
       .chosen_score = 1,
       .intent = {.expected_cached_tokens = 64, .reason = RoutingIntent::Reason::affinity},
       .scores = first});
  trace.decision({.request = RequestId(1),
                  .clock_us = 20,
                  .instance = InstanceId(2),
                  .best_score = 0.5,
                  .chosen_score = 0.5,
                  .intent = {.reason = RoutingIntent::Reason::spill},
                  .scores = second});
  trace.decision({.request = RequestId(2),
                  .clock_us = 30,
                  .instance = InstanceId(0),
                  .regret = 2,
                  .best_score = -1,
                  .chosen_score = -3,
                  .scores = third});
}

}  // namespace

TEST_CASE("DecisionTrace: a row per decision with the best candidates, ties in order") {
  const test::TemporaryFolder folder;
  Output out(folder.path() / "decisions.csv");
  DecisionTrace trace(out, 3, 2);
  decide(trace);
  out.finish();
  CHECK(test::text_of_file(folder.path() / "decisions.csv") ==
        "request,time_us,instance,reason,expected_cached_tokens,chosen_score,best_score,regret,"
        "candidate_1,score_1,candidate_2,score_2\n"
        "0,10,1,affinity,64,1,1,0,1,1,0,0.25\n"
        "1,20,2,spill,0,0.5,0.5,0,2,0.5,0,0\n"
        "2,30,0,load,0,-3,-1,2,1,-1,2,-2\n");
}

TEST_CASE("DecisionTrace: totals for people and programs") {
  const test::TemporaryFolder folder;
  Output out(folder.path() / "decisions.csv");
  DecisionTrace trace(out, 3, 9);  // there are no nine candidates
  CHECK(trace.value().json() ==
        R"({"routed":0,"reasons":{"load":0,"affinity":0,"spill":0},"targets":[0,0,0],)"
        R"("regret_mean":0,"regret_max":0})");
  decide(trace);
  CHECK(trace.text() ==
        "decisions     3 routed: 1 for load, 1 for affinity, 1 spilled\n"
        "targets       1 1 1 requests per instance\n"
        "regret        0.6667 mean, 2.000 largest (best score - chosen score)\n");
}

TEST_CASE("DecisionTrace: a large cluster is told by its extremes") {
  const test::TemporaryFolder folder;
  Output out(folder.path() / "decisions.csv");
  DecisionTrace trace(out, 100, 0);
  const std::vector<double> scores(100);
  for (int i = 0; i < 5; ++i) trace.decision({.instance = InstanceId(7), .scores = scores});
  CHECK(trace.text().find("targets       0 to 5 requests per instance\n") != std::string::npos);
}

}  // namespace servesweep::sweep::decision_trace_test
