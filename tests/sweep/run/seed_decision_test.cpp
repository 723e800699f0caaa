#include "sweep/run/seed_decision.h"

#include <doctest/doctest.h>

#include "tests/sweep/ranking/needy_study.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::seed_decision_test {
namespace {

const SeedDecision kDecision{{{PointId(0), 0, 5, 3}, {PointId(4), 0, 5, 2}}};

}  // namespace

TEST_CASE("a decision on seeds travels as a list of numbers") {
  CHECK(kDecision.to_value().json() == R"({"seeds":[[0,0,5,3],[4,0,5,2]]})");
  const io::Document document = io::Document::parse(kDecision.to_value().json(), "journal");
  CHECK(SeedDecision::is_meant(document));
  CHECK(SeedDecision::read(document) == kDecision);
  CHECK_FALSE(SeedDecision::is_meant(io::Document::parse(R"({"told":[],"trials":[]})", "j")));
}

TEST_CASE("what is no list of batches is refused") {
  const auto problem = [](const char* text) {
    return problem_of([&] { (void)SeedDecision::read(io::Document::parse(text, "journal")); });
  };
  CHECK(problem(R"({"seeds":[[0,0,5]]})").find("is no batch of seeds") != std::string::npos);
  CHECK(problem(R"({"seeds":[[0,0,5,0]]})").find("out of range") != std::string::npos);
  CHECK(problem(R"({"seeds":[[-1,0,5,1]]})").find("out of range") != std::string::npos);
}

TEST_CASE("it adds runs on one workload, after the seeds that are there") {
  test::NeedyStudy needy("{first: 7, min: 5, max: 8}");
  const std::size_t before = needy.plan.runs().size();
  const std::vector<RunId> runs = apply_seed_decision(needy.study, kDecision, needy.plan);
  CHECK(needy.plan.runs().size() == before + 5);
  REQUIRE(runs.size() == 5);
  const PlannedRun& last = needy.plan.runs()[runs[4].index()];
  CHECK(last.point == PointId(4));
  CHECK(last.replication == 6);
  CHECK(last.seed == 13);
  CHECK(needy.plan.seeds_of(PointId(0), 0) == 8);
  CHECK(needy.plan.seeds_of(PointId(4), 0) == 7);
  CHECK(needy.plan.seeds_of(PointId(1), 0) == 5);
}

TEST_CASE("one that does not follow on the plan, or goes beyond the study, is refused") {
  const auto problem = [](const SeedDecision& decision) {
    test::NeedyStudy needy("{first: 7, min: 5, max: 8}");
    return problem_of([&] { (void)apply_seed_decision(needy.study, decision, needy.plan); });
  };
  const std::string lost =
      "journal: does not continue the seeds of its study (a record before it is lost, or is of "
      "another study); restore the journal, or run the study into a new folder";
  CHECK(problem({{{PointId(0), 0, 6, 1}}}) == lost);
  CHECK(problem({{{PointId(0), 1, 5, 1}}}) == lost);
  CHECK(problem({{{PointId(9), 0, 0, 1}}}) == lost);
  CHECK(problem({{{PointId(0), 0, 5, 4}}}) ==
        "study example: seeds: allow 8 per point (the folder has 9 of plain); set max to 9 or "
        "more, or run it into a new folder");
}

}  // namespace servesweep::sweep::seed_decision_test
