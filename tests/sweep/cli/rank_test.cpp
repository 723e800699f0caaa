#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::rank_test {
namespace {

using nlohmann::json;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// The example study, run; `keep` of request tables.
void run(const TemporaryFolder& folder, const std::string& keep = "all") {
  folder.write("study.yaml", example_with("keep_requests: none", "keep_requests: " + keep));
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
}

std::string rank(const TemporaryFolder& folder, std::vector<std::string> options) {
  std::vector<std::string> command = {"rank", "out"};
  command.insert(command.end(), options.begin(), options.end());
  const Finished finished = servesweep(folder.path(), command);
  CHECK(finished.err.empty());
  CHECK(finished.code == 0);
  return finished.out;
}

/// Without line ends: remarks are broken anywhere.
std::string flat(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

}  // namespace

TEST_CASE("rank: what pairing was worth, and the set that cannot be told from the best") {
  const TemporaryFolder folder;
  run(folder);
  const std::string text = flat(rank(folder, {}));
  CHECK(contains(text, "pairs  corr   gain  verdict"));
  CHECK(contains(text,
                 "Cannot be told from the best in ttft_p99_ms (95 %, 5 points screened in "
                 "pairs over 2 seeds): plain, tuned (4 of 4"));
  CHECK(contains(text, "adjusted by Holm for 4 points against plain, shown or not"));

  const json object = json::parse(rank(folder, {"--format", "json"}));
  CHECK(object.at("family") == "metric");
  REQUIRE(object.at("best_sets").size() == 1);
  const json& best = object.at("best_sets")[0];
  CHECK(best.at("workload") == "few");
  CHECK(best.at("screened") == 5);
  CHECK(best.at("points") == json::array({0, 1, 2, 3, 4}));  // two seeds decide nothing
  const json& row = object.at("rows").back();
  CHECK(row.at("in_best_set") == true);
  CHECK(row.contains("correlation"));
  CHECK(row.contains("pairing_gain"));
}

TEST_CASE("rank: every metric of the study, in one family if that is wanted") {
  const TemporaryFolder folder;
  run(folder);
  const auto metrics = [&](std::vector<std::string> options) {
    options.insert(options.end(), {"--format", "json"});
    std::set<std::string> names;
    const json object = json::parse(rank(folder, options));
    for (const json& row : object.at("rows")) names.insert(row.at("metric").get<std::string>());
    return names.size();
  };
  const std::size_t headline = metrics({});
  const std::size_t all = metrics({"--all"});
  CHECK(headline < 12);
  CHECK(all > 60);
  CHECK(metrics({"--family", "all"}) == headline);
  CHECK(contains(flat(rank(folder, {"--all"})), "ask --family all"));
  CHECK(contains(flat(rank(folder, {"--family", "all"})),
                 "all " + std::to_string(4 * all) + " comparisons"));
  CHECK(contains(rank(folder, {"--all", "--points"}), "strategy  point  metric"));
}

TEST_CASE("rank: pooled percentiles, and who has too few requests for one") {
  const TemporaryFolder folder;
  run(folder);
  const std::string text = flat(rank(folder, {"--pooled", "--percentile", "50"}));
  CHECK(contains(text, "P50 over all requests of all seeds, in ms, with 95 % bootstrap"));
  CHECK(contains(text, "Few seeds to resample (2)"));

  const json median =
      json::parse(rank(folder, {"--pooled", "--percentile", "50", "--format", "json"}));
  const json& rows = median.at("pooled").at("rows");
  REQUIRE(rows.size() == 4);  // two points, TTFT and E2E of all requests
  CHECK(rows[0].at("is_baseline") == true);
  CHECK(rows[0].at("requests") == 40);
  CHECK(rows[0].at("served") == 40);
  CHECK(rows[0].at("status") == "ok");
  CHECK(rows[0].at("pooled_ms") > 0);
  CHECK(rows[0].at("difference_ms").is_null());
  CHECK(rows[2].at("difference_ms") == 0);      // the first grid point is the baseline
  CHECK(rows[2].at("relative_low").is_null());  // two seeds give no interval

  const std::string tail = flat(rank(folder, {"--pooled"}));
  CHECK(contains(tail,
                 "Refused: P99 needs 1000 served requests, ten beyond it; there are 40 of "
                 "all classes. Run more seeds."));
  CHECK(contains(tail, "TTFT p99"));  // the rest is shown
  const std::string csv = rank(folder, {"--pooled", "--format", "csv"});
  CHECK(csv.starts_with("workload,strategy,point,parameters,is_baseline,latency,class,"));
  CHECK(contains(csv, ",too few requests,2,40,40,1000,,,"));
}

TEST_CASE("rank: follow-up turns of rejected turns stay in the pool, not served, with a warm-up") {
  const TemporaryFolder folder;
  std::string text = example_with("keep_requests: none", "keep_requests: all");
  const auto replace = [&text](const std::string& what, const std::string& with) {
    REQUIRE(text.find(what) != std::string::npos);
    text.replace(text.find(what), what.size(), with);
  };
  // Tokens for one turn: the other conversations end with their first turn. The window begins
  // before anybody comes, so that it leaves out nobody.
  replace("- id: all",
          "- id: all\n        session: {mode: closed, rounds: 4, think_time_us: 1000}");
  replace("{scheduling: {policy: fcfs}}",
          "{admission: {policy: token-bucket, capacity: 100, refill_per_s: 0.001}}");
  folder.write("study.yaml", text + "warmup: {s: 0.000001}\n");
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  const json ranked =
      json::parse(rank(folder, {"--pooled", "--percentile", "50", "--format", "json"}));
  const json& rows = ranked.at("pooled").at("rows");
  REQUIRE(!rows.empty());
  CHECK(rows[0].at("is_baseline") == true);
  CHECK(rows[0].at("requests") == 40);
  CHECK(rows[0].at("served") == 2);
}

TEST_CASE("rank: pooled percentiles need request tables") {
  const TemporaryFolder folder;
  run(folder, "none");
  const Finished finished = servesweep(folder.path(), {"rank", "out", "--pooled"});
  CHECK(finished.code == 2);
  CHECK(contains(finished.err, "out: holds no request table of the baseline 'plain'"));
  CHECK(contains(finished.err, "keep_requests: all"));
  const Finished alone = servesweep(folder.path(), {"rank", "out", "--percentile", "95"});
  CHECK(alone.code == 2);
  CHECK(contains(alone.err, "--percentile: does nothing without --pooled"));
}

TEST_CASE("rank: seeds without a request table are told") {
  const TemporaryFolder folder;
  run(folder, "sample");
  const std::string text = flat(rank(folder, {"--pooled", "--percentile", "50"}));
  CHECK(contains(text, "Of some seeds no request table was kept"));
  CHECK(contains(text, "Few seeds to resample (1)"));
}

}  // namespace servesweep::sweep::test::rank_test
