#include <doctest/doctest.h>

#include <atomic>
#include <bit>
#include <chrono>
#include <set>
#include <thread>

#include "engine/base/problem.h"
#include "io/folder/result_folder.h"
#include "io/hdf5/h5_file.h"
#include "io/hdf5/study_index.h"
#include "io/hdf5/table.h"
#include "io/hdf5/verify.h"
#include "io/journal/journal.h"
#include "sweep/cli/results.h"
#include "sweep/ranking/objective_question.h"
#include "tests/sweep/run/study_bench.h"
#include "tests/sweep/study/example_study.h"

/// Studies whose search learns, through run_study() as a whole.

namespace servesweep::sweep::searching_study_test {
namespace {

namespace fs = std::filesystem;

std::string searching(const std::string& search) {
  std::string text = example_with("values: [2048, 512]",
                                  "range: [64, 4096], default: 512, type: "
                                  "integer, scale: log");
  text.replace(text.find("{method: grid}"), 14, search);
  text.replace(text.find("requests_per_s: 100"), 19, "requests_per_s: 4000");
  return text;
}

std::string with_seeds(std::string text, int seeds) {
  text.replace(text.find("seeds: [42, 43]"), 15,
               "seeds: {first: 42, count: " + std::to_string(seeds) + "}");
  return text;
}

struct Bench : StudyBench {
  explicit Bench(const std::string& search, int seeds = 2)
      : StudyBench(with_seeds(searching(search), seeds)) {}
};

/// Run keys, statuses and figures of the index, and the decisions of the journal.
struct Outcome {
  std::vector<io::PlanRow> plan;
  std::vector<std::vector<std::uint64_t>> values;
  std::vector<std::string> decisions;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome outcome_of(const fs::path& path) {
  const io::StudyIndex index = io::read_index(path / "study.h5");
  Outcome outcome;
  outcome.plan = index.plan;
  for (const auto& column : index.values) {
    auto& bits = outcome.values.emplace_back();
    for (const double value : column) bits.push_back(std::bit_cast<std::uint64_t>(value));
  }
  for (const std::string& record : io::read_journal(path / "journal.log").records) {
    if (record.starts_with(R"({"event":"decision")")) outcome.decisions.push_back(record);
  }
  return outcome;
}

constexpr const char* kBayes = "{method: bayes, points: 14, generation: 3, ahead: 1}";

}  // namespace

TEST_CASE("a search tries its points, the default first, and the folder tells what it did") {
  const Bench bench(kBayes);
  const RunOutcome outcome = bench.run("out");
  CHECK(outcome.code == ExitCode::success);
  CHECK(outcome.planned_runs == (1 + 14) * 2);
  CHECK(outcome.left_runs == 0);
  CHECK(io::verify(bench.path("out")).sound());
  const Results results = Results::open(bench.path("out"));
  REQUIRE(results.plan.points().size() == 15);
  CHECK(results.plan.label(PointId(1)) == "tuned order=fcfs budget=512");
  CHECK(results.index.plan.size() == 30);
  for (const io::PlanRow& row : results.index.plan) CHECK(row.status == io::RunStatus::done);
}

TEST_CASE("the index lists the trials of a search") {
  const Bench bench("{method: race, points: 4, first_seeds: 2}");
  REQUIRE(bench.run("out").code == ExitCode::success);
  const io::h5::File file = io::h5::File::open_read_only(bench.path("out") / "study.h5");
  const io::h5::Group group = file.root().group("search");
  using Numbers = std::vector<std::int64_t>;
  CHECK(io::read_integers(group, "point", 4) == Numbers{1, 2, 3, 4});
  CHECK(io::read_integers(group, "seeds", 4) == Numbers{2, 2, 2, 2});
  CHECK(io::read_integers(group, "decision", 4) == Numbers{0, 0, 0, 0});
  CHECK(io::read_integers(group, "told_in", 4) == Numbers{1, 1, 1, 1});
}

TEST_CASE("asked again, a search that is complete simulates nothing and decides nothing new") {
  const Bench bench(kBayes);
  REQUIRE(bench.run("out").code == ExitCode::success);
  const Outcome before = outcome_of(bench.path("out"));
  const RunOutcome again = bench.run("out", 2);
  CHECK(again.code == ExitCode::success);
  CHECK(again.done_runs == 0);
  CHECK(again.found_runs == again.distinct_runs);
  CHECK(outcome_of(bench.path("out")) == before);
}

TEST_CASE("a search that repeats its decisions says so, and stops when asked") {
  const Bench bench(kBayes);
  REQUIRE(bench.run("out").code == ExitCode::success);
  const Outcome whole = outcome_of(bench.path("out"));
  std::atomic<bool> drain = false;
  std::vector<std::size_t> repeated;
  const RunRequest request{.study = bench.study,
                           .output = bench.path("out"),
                           .threads = 1,
                           .command = "test",
                           .on_progress =
                               [&](const RunProgress& progress) {
                                 CHECK(progress.to_repeat == whole.decisions.size());
                                 repeated.push_back(progress.repeated);
                                 drain = repeated.size() == 3;
                               },
                           .drain = &drain};
  const std::vector<RunOutcome> outcomes =
      run_ranks(2, [&](Transport& transport) { return run_study(transport, request); });
  for (const RunOutcome& outcome : outcomes) CHECK(outcome.code == ExitCode::drained);
  CHECK(outcomes.front().left_runs == 0);
  CHECK(repeated == std::vector<std::size_t>{0, 1, 2});
  CHECK(outcome_of(bench.path("out")) == whole);
  CHECK(bench.run("out").code == ExitCode::success);
  CHECK(outcome_of(bench.path("out")) == whole);
}

TEST_CASE("ranks and threads change no proposal and no number of a search") {
  for (const char* search :
       {kBayes, "{method: nsga2, points: 20, generation: 8}", "{method: cmaes, points: 12}",
        "{method: race, points: 8, first_seeds: 2}",
        "{method: race, points: 16, first_seeds: 2, horizon: 0.25}"}) {
    CAPTURE(search);
    const Bench bench(search, 8);
    REQUIRE(bench.run("one").code == ExitCode::success);
    REQUIRE(bench.run("many", 3, 2).code == ExitCode::success);
    CHECK(outcome_of(bench.path("one")) == outcome_of(bench.path("many")));
  }
}

TEST_CASE("a search that is stopped at any moment goes on as if it had not been") {
  const Bench bench(kBayes);
  REQUIRE(bench.run("whole").code == ExitCode::success);
  const Outcome whole = outcome_of(bench.path("whole"));
  for (const int ms : {2, 7}) {
    const std::string output = "stopped" + std::to_string(ms);
    CHECK(run_with_stops(bench, output, ms) > 1);
    CHECK(outcome_of(bench.path(output)) == whole);
  }
}

TEST_CASE("a race goes through several heats, and is the same after stops") {
  const Bench bench("{method: race, points: 8, first_seeds: 2}", 8);
  REQUIRE(bench.run("whole").code == ExitCode::success);
  const Outcome whole = outcome_of(bench.path("whole"));
  CHECK(whole.decisions.size() > 3);  // heats with 2, 4 and 8 seeds, and the end
  CHECK(whole.plan.size() < (1 + 8) * 8);
  CHECK(run_with_stops(bench, "out", 4) > 1);
  CHECK(outcome_of(bench.path("out")) == whole);
}

TEST_CASE("a race over the horizon has short heats, which no result counts") {
  const Bench bench("{method: race, points: 16, first_seeds: 2, horizon: 0.25}", 8);
  REQUIRE(bench.run("whole").code == ExitCode::success);
  CHECK(io::verify(bench.path("whole")).sound());
  const Outcome whole = outcome_of(bench.path("whole"));
  CHECK(run_with_stops(bench, "out", 4) > 1);
  CHECK(outcome_of(bench.path("out")) == whole);

  Results results = Results::open(bench.path("whole"));
  std::size_t shortened = 0;
  std::set<std::int64_t> tried, tried_whole;
  for (const io::PlanRow& row : results.index.plan) {
    CHECK(row.status == io::RunStatus::done);
    if (row.point > 0) tried.insert(row.point);
    if (row.point > 0 && row.workload == 0) tried_whole.insert(row.point);
    if (row.workload == 1) ++shortened;
  }
  CHECK(tried.size() == 16);
  CHECK(tried_whole.size() == 4);
  CHECK(shortened == 8 + 16 * 2 + 8 * 2);  // the baseline's, and two heats
  const RankingQuestion question = objective_question(results.study);
  for (const RankedMetric& metric : question.metrics) results.load(metric.position);
  const std::vector<Ranking> rankings = rank(results.index, question);
  REQUIRE(rankings.size() == 1);
  CHECK(rankings[0].workload == 0);
  for (const RankedPoint& row : rankings[0].rows) {
    CHECK((row.point.id == 0 || tried_whole.contains(row.point.id)));
    CHECK(row.seeds <= 8);
  }
}

TEST_CASE("a search whose folder lost shards or the end of its journal makes them again") {
  const Bench bench(kBayes);
  REQUIRE(bench.run("out").code == ExitCode::success);
  const Outcome whole = outcome_of(bench.path("out"));
  for (const auto& shard : fs::directory_iterator(bench.path("out") / "shards")) {
    fs::remove(shard.path());
  }
  REQUIRE(bench.run("out").code == ExitCode::success);
  CHECK(outcome_of(bench.path("out")) == whole);

  const fs::path journal = bench.path("out") / "journal.log";
  fs::resize_file(journal, fs::file_size(journal) / 3);  // the shards know more than the journal
  REQUIRE(bench.run("out", 2).code == ExitCode::success);
  CHECK(outcome_of(bench.path("out")) == whole);
}

TEST_CASE("an asynchronous search is repeated from its journal, bit for bit") {
  const Bench bench("{method: bayes, points: 16, asynchronous: 3}");
  REQUIRE(bench.run("out", 2, 2).code == ExitCode::success);
  const Outcome whole = outcome_of(bench.path("out"));
  CHECK(whole.plan.size() == (1 + 16) * 2);
  for (const auto& shard : fs::directory_iterator(bench.path("out") / "shards")) {
    fs::remove(shard.path());
  }
  const RunOutcome again = bench.run("out", 1, 1);
  CHECK(again.code == ExitCode::success);
  CHECK(again.done_runs == again.distinct_runs);
  CHECK(outcome_of(bench.path("out")) == whole);
}

TEST_CASE("an asynchronous search goes on after a stop, and its journal repeats") {
  const Bench bench("{method: bayes, points: 12, asynchronous: 3}");
  CHECK(run_with_stops(bench, "out", 3) > 1);
  const Outcome whole = outcome_of(bench.path("out"));
  CHECK(whole.plan.size() == (1 + 12) * 2);
  REQUIRE(bench.run("out").code == ExitCode::success);
  CHECK(outcome_of(bench.path("out")) == whole);
}

TEST_CASE("a journal that this search would not have written is refused") {
  const Bench bench(kBayes);
  REQUIRE(bench.run("out").code == ExitCode::success);
  auto content = io::read_journal(bench.path("out") / "journal.log").records;
  fs::remove(bench.path("out") / "journal.log");
  {
    io::Journal journal = io::Journal::open(bench.path("out") / "journal.log");
    for (std::string& record : content) {
      const auto found = record.find(R"("budget":512)");
      if (found != std::string::npos) record.replace(found, 12, R"("budget":513)");
      journal.append(record);
    }
  }
  const RunOutcome outcome = bench.run("out");
  CHECK(outcome.code == ExitCode::failure);
  CHECK(outcome.error.find("does not repeat here") != std::string::npos);
}

TEST_CASE("what a search depends on makes another folder; what it does not may change") {
  const Bench bench(kBayes);
  REQUIRE(bench.run("out").code == ExitCode::success);
  std::string text = searching(kBayes);
  text.replace(text.find("who wins"), 8, "who else");
  io::test::write_text_file(bench.study, text);
  CHECK(bench.run("out").done_runs == 0);
  text.replace(text.find("goal: maximize"), 14, "goal: minimize");
  io::test::write_text_file(bench.study, text);
  InProcessNetwork network(1);
  InProcessTransport transport(network, 0);
  const RunRequest request{
      .study = bench.study, .output = bench.path("out"), .threads = 1, .command = "test"};
  CHECK_THROWS_AS(static_cast<void>(run_study(transport, request)), engine::Problem);
}

TEST_CASE("points that the engine refuses count as failed, and the search goes on") {
  std::string text = searching(kBayes);
  text.replace(text.find("range: [64, 4096]"), 17, "range: [-4096, 4096]");
  text.replace(text.find(", scale: log"), 12, "");
  const Bench bench(kBayes);
  io::test::write_text_file(bench.study, text);
  const RunOutcome outcome = bench.run("out");
  CHECK(outcome.code == ExitCode::success);
  const std::vector<std::string> decisions = outcome_of(bench.path("out")).decisions;
  std::size_t tried = 0, at = 0;
  for (const std::string& decision : decisions) {
    for (at = 0; (at = decision.find(R"("strategy")", at)) != std::string::npos; ++at) ++tried;
  }
  CHECK(tried == 14);
  CHECK(outcome.planned_runs < (1 + 14) * 2);
}

TEST_CASE("auto chooses once and says why in the journal") {
  const Bench bench("{method: auto, points: 8}");
  REQUIRE(bench.run("out").code == ExitCode::success);
  REQUIRE(bench.run("out").code == ExitCode::success);
  std::size_t choices = 0;
  for (const std::string& record : io::read_journal(bench.path("out") / "journal.log").records) {
    if (record.starts_with(R"({"event":"method","method":"bayes","why":"8 points are few)")) {
      ++choices;
    }
  }
  CHECK(choices == 1);
}

}  // namespace servesweep::sweep::searching_study_test
