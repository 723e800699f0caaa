#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::claims_test {
namespace {

using nlohmann::json;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// The example study: `tuned` cuts steps to a quarter under `budget: 512`, which makes prompts of
/// 64 tokens wait; in its first grid point it is the baseline under another name.
std::string study_with(const std::string& claims, const std::string& search = "defaults") {
  std::string text = kExampleStudy + "claims:\n" + claims;
  return text.replace(text.find("method: grid"), 12, "method: " + search);
}

const std::string kSame =
    "  - {claim: nothing changes, strategy: tuned, metric: ttft_p99_ms, effect: none}\n";
const std::string kFaster =
    "  - {claim: it is faster, strategy: tuned, metric: ttft_p99_ms, effect: better}\n";

Finished run(const TemporaryFolder& folder, const std::string& study) {
  folder.write("study.yaml", study);
  return servesweep(folder.path(), {"run", "study.yaml", "-o", "out"});
}

}  // namespace

TEST_CASE("claims that hold give status 0, and the run says so at its end") {
  const TemporaryFolder folder;
  const Finished finished = run(folder, study_with(kSame));
  CHECK(finished.code == 0);
  CHECK(finished.out.ends_with("\nclaims: 1 held; servesweep claims out\n"));
  const Finished claims = servesweep(folder.path(), {"claims", "out"});
  CHECK(claims.code == 0);
  CHECK(contains(claims.out, "Study example: 1 held\n"));
  CHECK(contains(claims.out, "interval"));  // its header may be broken
  CHECK(contains(claims.out, "within 2 %"));
}

TEST_CASE("claims that do not hold give status 4, in every format") {
  const TemporaryFolder folder;
  const Finished finished = run(folder, study_with(kSame + kFaster));
  CHECK(finished.code == 0);
  CHECK(contains(finished.out, "claims: 1 held, 1 failed; servesweep claims out\n"));
  for (const char* format : {"text", "csv", "json", "markdown"}) {
    CAPTURE(format);
    CHECK(servesweep(folder.path(), {"claims", "out", "--format", format}).code == 4);
  }
  const json object = json::parse(
      servesweep(folder.path(), {"claims", "out", "--format", "json", "--confidence", "0.9"}).out);
  CHECK(object.at("study") == "example");
  CHECK(object.at("confidence") == 0.9);
  CHECK(object.at("all_held") == false);
  REQUIRE(object.at("rows").size() == 2);
  const json& faster = object.at("rows")[1];
  CHECK(faster.at("claim") == "it is faster");
  CHECK(faster.at("than") == "plain");
  CHECK(faster.at("relative") == 0);
  CHECK(faster.at("pairs") == 2);
  CHECK(faster.at("at_least") == 0);
  CHECK(faster.at("within").is_null());
  CHECK(faster.at("verdict") == "failed");
  CHECK(faster.at("mean") == faster.at("than_mean"));
  const std::string csv = servesweep(folder.path(), {"claims", "out", "--format", "csv"}).out;
  CHECK(csv.starts_with("claim,strategy,point,points,than,"));
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 3);
  const std::string page = servesweep(folder.path(), {"claims", "out", "--format", "markdown"}).out;
  CHECK(page.starts_with("| claim | workload |"));
  CHECK(contains(page, "| it is faster | few | ttft_p99_ms | tuned |"));
}

TEST_CASE("a point that was chosen on the seeds of the claim is named") {
  const TemporaryFolder folder;
  REQUIRE(run(folder, study_with(kSame, "grid")).code == 0);
  const std::string chosen = servesweep(folder.path(), {"claims", "out"}).out;
  CHECK(contains(chosen, "tuned is judged on few at point "));
  CHECK(contains(chosen, "which flatters it"));
  const TemporaryFolder fixed;
  REQUIRE(run(fixed, study_with(kSame)).code == 0);
  CHECK_FALSE(contains(servesweep(fixed.path(), {"claims", "out"}).out, "flatters"));
}

TEST_CASE("a claim of a strategy without a feasible point fails, and says why") {
  const TemporaryFolder folder;
  CHECK(
      contains(run(folder, study_with(kSame) + "constraints: [{metric: steps, at_most: 1}]\n").out,
               "claims: 1 failed"));
  const Finished claims = servesweep(folder.path(), {"claims", "out"});
  CHECK(claims.code == 4);
  CHECK(
      contains(unbroken(claims.out),
               "'nothing changes' failed: tuned does not keep the constraints of the study (steps "
               "at most 1), so it is no solution."));
}

TEST_CASE("claims may change without simulating again, and none is a complaint") {
  const TemporaryFolder folder;
  std::string without = study_with(kSame);
  without.resize(without.find("claims:"));
  const Finished first = run(folder, without);
  CHECK_FALSE(contains(first.out, "claims"));
  const Finished none = servesweep(folder.path(), {"claims", "out"});
  CHECK(none.code == 2);
  CHECK(none.err ==
        "servesweep: error: out: there is nothing to judge (study example makes no claims); add "
        "'claims: …' to the study and run it again: what is there is kept\n");
  const Finished second = run(folder, study_with(kSame));
  CHECK(contains(second.out, "0 runs simulated"));
  CHECK(contains(second.out, "claims: 1 held"));
}

TEST_CASE("seeds that are missing are told") {
  const TemporaryFolder folder;
  REQUIRE(run(folder, study_with(kSame)).code == 0);
  fs::remove_all(folder.path() / "out/shards");
  const Finished claims = servesweep(folder.path(), {"claims", "out"});
  CHECK(claims.code == 4);
  CHECK(contains(claims.out, "'nothing changes' is undecided: no seed is done on both sides."));
  CHECK(contains(claims.out, "Incomplete: 4 of 4 runs are missing, 0 failed."));
  CHECK(claims.out.find("Incomplete") < claims.out.find("nothing changes"));
}

TEST_CASE("strategies and workloads may be files or maps in the same study") {
  const TemporaryFolder folder;
  folder.write("plain.yaml", "{strategy: plain, policies: {scheduling: {policy: fcfs}}}\n");
  std::string text = study_with(kSame);
  const std::string inline_plain = "{strategy: plain, policies: {scheduling: {policy: fcfs}}}";
  text.replace(text.find(inline_plain), inline_plain.size(), "plain.yaml");
  CHECK(contains(run(folder, text).out, "claims: 1 held"));
}

}  // namespace servesweep::sweep::test::claims_test
