#include <doctest/doctest.h>

#include <atomic>
#include <bit>
#include <chrono>
#include <map>
#include <thread>

#include "engine/base/problem.h"
#include "io/hdf5/verify.h"
#include "io/journal/journal.h"
#include "sweep/cli/results.h"
#include "sweep/ranking/seed_precision.h"
#include "tests/sweep/run/study_bench.h"
#include "tests/sweep/study/example_study.h"

/// Studies that take seeds by need, through run_study() as a whole.

namespace servesweep::sweep::seeds_by_need_study_test {
namespace {

namespace fs = std::filesystem;

/// The example under load, so that seeds differ, on two workloads of which one is calm.
std::string needy(const std::string& seeds, const std::string& search = "{method: grid}") {
  std::string text = example_with("seeds: [42, 43]", "seeds: " + seeds);
  text.replace(text.find("requests_per_s: 100"), 19, "requests_per_s: 4000");
  text.replace(text.find("{law: constant, value: 64}"), 26, "{law: exponential, mean: 300}");
  const std::string calm = R"(  - workload: calm
    requests_per_s: 1
    requests: 5
    clients:
      - id: all
        arrival: {process: constant}
        input_tokens: {law: constant, value: 64}
        output_tokens: {law: constant, value: 8}
)";
  text.insert(text.find("seeds:"), calm);
  return text.replace(text.find("{method: grid}"), 14, search);
}

constexpr const char* kSeeds = "{first: 42, min: 5, max: 40, half_width: 1%}";

struct Bench : StudyBench {
  explicit Bench(const std::string& text) : StudyBench(text) {}
};

/// Run keys, statuses and figures of the index, and the decisions of the journal.
struct Outcome {
  std::vector<io::PlanRow> plan;
  std::vector<std::vector<std::uint64_t>> values;
  std::vector<std::string> decisions;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

std::vector<std::string> decisions_of(const fs::path& path) {
  std::vector<std::string> decisions;
  for (const std::string& record : io::read_journal(path / "journal.log").records) {
    const bool is_one =
        record.starts_with(R"({"event":"seeds")") || record.starts_with(R"({"event":"decision")");
    if (is_one) decisions.push_back(record);
  }
  return decisions;
}

Outcome outcome_of(const fs::path& path) {
  const io::StudyIndex index = io::read_index(path / "study.h5");
  Outcome outcome{.plan = index.plan, .values = {}, .decisions = decisions_of(path)};
  for (const auto& column : index.values) {
    auto& bits = outcome.values.emplace_back();
    for (const double value : column) bits.push_back(std::bit_cast<std::uint64_t>(value));
  }
  return outcome;
}

/// Seeds by point and workload.
std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> seeds_in(const io::StudyIndex& index) {
  std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> seeds;
  for (const io::PlanRow& row : index.plan) ++seeds[{row.point, row.workload}];
  return seeds;
}

std::vector<PointPrecision> precision_of(const Bench& bench, const std::string& output) {
  Results results = Results::open(bench.path(output));
  for (const std::size_t metric : precision_metrics(results.study)) results.load(metric);
  return SeedPrecision(results.study, results.index).judged();
}

}  // namespace

TEST_CASE("points get seeds until their changes are known, on each workload what it needs") {
  const Bench bench(needy(kSeeds));
  const RunOutcome outcome = bench.run("out");
  REQUIRE(outcome.code == ExitCode::success);
  CHECK(outcome.left_runs == 0);
  CHECK(io::verify(bench.path("out")).sound());
  CHECK(decisions_of(bench.path("out")).size() >= 2);
  const auto seeds = seeds_in(bench.index("out"));
  std::size_t most = 0;
  for (const PointPrecision& point : precision_of(bench, "out")) {
    CHECK(point.overall() != Precision::wanting);
    CHECK(point.pairs == seeds.at({point.point, point.workload}));
    if (point.workload == 1) CHECK(point.pairs == 5);  // calm: every seed is alike
    if (point.workload == 0) most = std::max(most, point.pairs);
  }
  CHECK(most > 10);
  CHECK(seeds.at({0, 0}) == most);
  CHECK(seeds.at({0, 1}) == 5);
  CHECK(seeds.at({1, 0}) == 5);  // the baseline under another name
  CHECK(outcome.precision.find("comparisons known to +-1 %") != std::string::npos);
}

TEST_CASE("ranks and threads change no seed and no number") {
  const Bench bench(needy(kSeeds));
  REQUIRE(bench.run("one").code == ExitCode::success);
  REQUIRE(bench.run("many", 3, 2).code == ExitCode::success);
  CHECK(outcome_of(bench.path("one")) == outcome_of(bench.path("many")));
}

TEST_CASE("stopped at any moment, or asked again, seeds by need are the same") {
  const Bench bench(needy(kSeeds));
  REQUIRE(bench.run("whole").code == ExitCode::success);
  const Outcome whole = outcome_of(bench.path("whole"));
  const RunOutcome again = bench.run("whole", 2);
  CHECK(again.done_runs == 0);
  CHECK(outcome_of(bench.path("whole")) == whole);
  for (const double ms : {1.0, 4.0, 9.0}) {
    const std::string output = "stopped" + std::to_string(static_cast<int>(ms));
    CHECK(run_with_stops(bench, output, ms) > 1);
    CHECK(outcome_of(bench.path(output)) == whole);
  }
}

TEST_CASE("a folder that lost shards or the end of its journal makes them again") {
  const Bench bench(needy(kSeeds));
  REQUIRE(bench.run("out").code == ExitCode::success);
  const Outcome whole = outcome_of(bench.path("out"));
  for (const auto& shard : fs::directory_iterator(bench.path("out") / "shards")) {
    fs::remove(shard.path());
  }
  REQUIRE(bench.run("out", 2).code == ExitCode::success);
  CHECK(outcome_of(bench.path("out")) == whole);
  const fs::path journal = bench.path("out") / "journal.log";
  fs::resize_file(journal, fs::file_size(journal) / 4);
  REQUIRE(bench.run("out", 2).code == ExitCode::success);
  CHECK(outcome_of(bench.path("out")) == whole);
}

TEST_CASE("at max a shortfall is reported; a higher max goes on in the same folder") {
  const Bench bench(needy("{first: 42, min: 5, max: 7, half_width: 1%}"));
  const RunOutcome little = bench.run("out");
  REQUIRE(little.code == ExitCode::success);
  CHECK(little.precision.find("stopped at max 7") != std::string::npos);
  io::test::write_text_file(bench.study, needy(kSeeds));
  const RunOutcome more = bench.run("out");
  REQUIRE(more.code == ExitCode::success);
  CHECK(more.found_runs == little.distinct_runs);
  CHECK(more.done_runs > 0);
  CHECK(more.precision.find("stopped at max 7") == std::string::npos);
}

TEST_CASE("a folder with more seeds than the study allows is refused") {
  const Bench bench(needy(kSeeds));
  REQUIRE(bench.run("out").code == ExitCode::success);
  io::test::write_text_file(bench.study, needy("{first: 42, count: 5}"));
  InProcessNetwork network(1);
  InProcessTransport transport(network, 0);
  const RunRequest request{
      .study = bench.study, .output = bench.path("out"), .threads = 1, .command = "test"};
  CHECK_THROWS_AS(static_cast<void>(run_study(transport, request)), engine::Problem);
}

TEST_CASE("finalists keep the tables of all the seeds that they came to have") {
  std::string text = needy(kSeeds);
  text.replace(text.find("keep_requests: none"), 19, "keep_requests: finalists");
  const Bench bench(text);
  const RunOutcome outcome = bench.run("out", 2, 2);
  REQUIRE(outcome.code == ExitCode::success);
  CHECK(outcome.final_runs >= 2 * 5 + 2 * 5);
  CHECK(bench.run("out").final_runs == 0);
}

TEST_CASE("a search whose first objective is of one class gets seeds by need, too") {
  std::string text = needy(kSeeds, "{method: bayes, points: 4, generation: 2}");
  text.replace(text.find("{metric: ttft_p99_ms}"), 21, "{metric: ttft_p99_ms.standard}");
  const Bench bench(text);
  REQUIRE(bench.run("out").code == ExitCode::success);
  for (const PointPrecision& point : precision_of(bench, "out")) {
    CHECK(point.overall() != Precision::wanting);
  }
}

TEST_CASE("after a search has learned, the points that are shown get seeds by need") {
  for (const char* search :
       {"{method: bayes, points: 6, generation: 3}", "{method: race, points: 4, first_seeds: 2}"}) {
    const std::string method = search;
    CAPTURE(method);
    std::string text = needy(kSeeds, search);
    text.replace(text.find("values: [2048, 512]"), 19,
                 "range: [64, 512], default: 256, type: integer");  // not the baseline's
    const Bench bench(text);
    REQUIRE(bench.run("out").code == ExitCode::success);
    const Outcome whole = outcome_of(bench.path("out"));
    std::size_t rounds = 0;
    for (const std::string& decision : whole.decisions) {
      rounds += decision.starts_with(R"({"event":"seeds")") ? 1 : 0;
    }
    CHECK(rounds >= 1);
    for (const PointPrecision& point : precision_of(bench, "out")) {
      CHECK(point.overall() != Precision::wanting);
    }
    REQUIRE(bench.run("many", 3, 2).code == ExitCode::success);
    CHECK(outcome_of(bench.path("many")) == whole);
    CHECK(run_with_stops(bench, "stopped", 4) > 1);
    CHECK(outcome_of(bench.path("stopped")) == whole);
    CHECK(bench.run("out").done_runs == 0);
  }
}

}  // namespace servesweep::sweep::seeds_by_need_study_test
