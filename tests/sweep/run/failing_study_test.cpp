#include <doctest/doctest.h>

#include <atomic>
#include <bit>
#include <latch>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>

#include "io/folder/result_folder.h"
#include "io/hdf5/shard_reader.h"
#include "io/hdf5/verify.h"
#include "io/journal/journal.h"
#include "tests/sweep/run/study_bench.h"
#include "tests/sweep/study/example_study.h"

/// Studies some of whose runs fail, through run_study() as a whole.

namespace servesweep::sweep::failing_study_test {
namespace {

/// Figures that depend on the run and nothing else; runs that `fails` picks throw while `broken`.
struct Bench : StudyBench {
  explicit Bench(const std::string& text = kExampleStudy) : StudyBench(text) {}

  RunOutcome run(const std::string& output, const FailureRules& failures, int ranks = 1,
                 const std::atomic<bool>* drain = nullptr) {
    const std::size_t metrics = Study::read_file(study).metrics().size();
    const RunFunction stand_in = [this, metrics](const PlannedRun& planned) {
      {
        const std::lock_guard lock(mutex);
        ++attempts[planned.key.hex()];
      }
      if (broken && fails(planned)) throw std::runtime_error("it broke");
      std::vector<double> values(metrics);
      for (std::size_t i = 0; i < metrics; ++i) {
        values[i] = 1 + planned.key.bytes[i % planned.key.bytes.size()];
      }
      return values;
    };
    const RunRequest request{.study = study,
                             .output = path(output),
                             .threads = 2,
                             .command = "test",
                             .drain = drain,
                             .stand_in = stand_in,
                             .failures = failures};
    const std::vector<RunOutcome> outcomes =
        run_ranks(ranks, [&](Transport& transport) { return run_study(transport, request); });
    for (const RunOutcome& outcome : outcomes) CHECK(outcome.code == outcomes.front().code);
    return outcomes.front();
  }

  /// How often runs were attempted since the last call, in all.
  int attempted() {
    int sum = 0;
    for (const auto& [key, count] : attempts) sum += count;
    attempts.clear();
    return sum;
  }

  std::function<bool(const PlannedRun&)> fails = [](const PlannedRun& planned) {
    return planned.point == PointId(2) && planned.seed == 43;
  };
  std::atomic<bool> broken = true;
  std::mutex mutex;
  std::map<std::string, int> attempts;  ///< by key
};

constexpr FailureRules kAbort{};
constexpr FailureRules kRetry{.on_failure = OnFailure::retry, .retries = 2};
constexpr FailureRules kContinue{.on_failure = OnFailure::go_on};

std::size_t count(const io::StudyIndex& index, io::RunStatus status) {
  return static_cast<std::size_t>(std::ranges::count(index.plan, status, &io::PlanRow::status));
}

/// Outcomes and figures of an index, bit for bit.
using Image = std::vector<std::vector<std::uint64_t>>;
Image image_of(const io::StudyIndex& index) {
  Image image(1);
  for (const io::PlanRow& row : index.plan) {
    image.front().push_back(static_cast<std::uint64_t>(row.status));
  }
  for (const auto& column : index.values) {
    auto& bits = image.emplace_back();
    for (const double value : column) bits.push_back(std::bit_cast<std::uint64_t>(value));
  }
  return image;
}

std::vector<std::string> decisions_of(const std::filesystem::path& path) {
  std::vector<std::string> decisions;
  for (const std::string& record : io::read_journal(path / "journal.log").records) {
    const bool is_one =
        record.starts_with(R"({"event":"decision")") || record.starts_with(R"({"event":"seeds")");
    if (is_one) decisions.push_back(record);
  }
  return decisions;
}

}  // namespace

TEST_CASE("abort: a failed run ends the job, is noted, and is tried again next time") {
  for (const int ranks : {1, 2}) {
    Bench bench;
    const RunOutcome ended = bench.run("out", kAbort, ranks);
    CHECK(ended.code == ExitCode::failure);
    CHECK(ended.error.starts_with(
        "run tuned order=fcfs budget=512 | few | seed 43: failed (error: it broke)"));
    CHECK(ended.failures.text() == "1 failed: 1 error");
    io::StudyIndex index = bench.index("out");
    CHECK(count(index, io::RunStatus::failed) == 1);
    CHECK(index.failures.begin()->second == "error: it broke");
    CHECK(ended.done_runs + ended.left_runs == ended.distinct_runs);
    CHECK(io::verify(bench.path("out")).sound());

    bench.attempted();
    bench.broken = false;
    const RunOutcome mended = bench.run("out", kAbort, ranks);
    CHECK(mended.code == ExitCode::success);
    CHECK(mended.failures.total() == 0);
    CHECK(bench.attempted() == static_cast<int>(ended.left_runs) + 1);
    index = bench.index("out");
    CHECK(count(index, io::RunStatus::done) == index.plan.size());
    CHECK(io::verify(bench.path("out")).sound());

    Bench whole;
    whole.broken = false;
    REQUIRE(whole.run("out", kAbort).code == ExitCode::success);
    CHECK(image_of(whole.index("out")) == image_of(index));
  }
}

TEST_CASE("abort: what other runs had finished is kept") {
  Bench bench;
  bench.fails = [](const PlannedRun& planned) { return planned.point == PointId(4); };
  const RunOutcome ended = bench.run("out", kAbort);
  CHECK(ended.code == ExitCode::failure);
  CHECK(ended.done_runs >= ended.failures.total());
  CHECK(count(bench.index("out"), io::RunStatus::done) > 0);
  bench.attempted();
  bench.broken = false;
  const RunOutcome rest = bench.run("out", kAbort);
  CHECK(rest.code == ExitCode::success);
  CHECK(bench.attempted() ==
        static_cast<int>(ended.left_runs) + static_cast<int>(ended.failures.total()));
}

TEST_CASE("continue: the rest is run, and a failed run stays failed until somebody tries again") {
  for (const int ranks : {1, 2}) {
    Bench bench;
    const RunOutcome first = bench.run("out", kContinue, ranks);
    CHECK(first.code == ExitCode::failed_runs);
    CHECK(first.error.empty());
    CHECK(first.left_runs == 0);
    CHECK(first.done_runs == 8);
    CHECK(first.failures.text() == "1 failed: 1 error");
    CHECK(first.failed_runs ==
          "  1 error, such as tuned order=fcfs budget=512 | few | seed 43: it broke\n");
    CHECK(bench.attempted() == 8);
    CHECK(io::verify(bench.path("out")).sound());

    bench.broken = false;
    const RunOutcome again = bench.run("out", kContinue, ranks);
    CHECK(again.code == ExitCode::failed_runs);
    CHECK(again.failures.total() == 1);
    CHECK(again.found_runs == 8);
    CHECK(bench.attempted() == 0);

    const RunOutcome mended = bench.run("out", kRetry, ranks);
    CHECK(mended.code == ExitCode::success);
    CHECK(mended.found_runs == 7);
    CHECK(mended.done_runs == 1);
    CHECK(bench.attempted() == 1);
    CHECK(io::verify(bench.path("out")).sound());
    CHECK(io::verify(bench.path("out")).failed_runs == 0);
  }
}

TEST_CASE("retry: a run has so many attempts, and one that succeeds is as good as the first") {
  Bench bench;
  const RunOutcome failed = bench.run("out", kRetry);
  CHECK(failed.code == ExitCode::failed_runs);
  CHECK(bench.index("out").failures.begin()->second == "error: it broke; 3 attempts");
  CHECK(bench.attempted() == 7 + 3);
  CHECK(bench.run("out", kRetry).code == ExitCode::failed_runs);  // the same again
  CHECK(bench.attempted() == 3);
  CHECK(io::verify(bench.path("out")).sound());
  CHECK(io::verify(bench.path("out")).failed_runs == 1);

  std::atomic<int> times = 0;
  bench.fails = [&](const PlannedRun& planned) {
    return planned.point == PointId(2) && planned.seed == 43 && ++times < 3;
  };
  CHECK(bench.run("out", kRetry).code == ExitCode::success);
  CHECK(bench.attempted() == 3);
}

namespace {

std::string searching(const std::string& search) {
  std::string text = example_with("values: [2048, 512]",
                                  "range: [64, 4096], default: 512, type: integer, scale: log");
  text.replace(text.find("{method: grid}"), 14, search);
  if (search.find("race") != std::string::npos) {
    text.replace(text.find("seeds: [42, 43]"), 15, "seeds: {first: 42, count: 4}");
  }
  return text;
}

/// Every fourth run of what a search tries.
bool is_unlucky(const PlannedRun& planned) {
  return planned.point != PointId(0) && planned.key.bytes[0] % 4 == 0;
}

/// Runs it with a drain after each few attempts, on other ranks each time, until it is complete.
void run_in_pieces(Bench& bench, const std::string& output, const FailureRules& failures) {
  const auto picks = bench.fails;
  for (int piece = 1; piece < 200; ++piece) {
    std::atomic<bool> drain = false;
    std::atomic<int> left = 5 * piece;
    bench.fails = [&](const PlannedRun& planned) {
      if (--left < 0) drain = true;
      return picks(planned);
    };
    const RunOutcome outcome = bench.run(output, failures, 1 + piece % 2, &drain);
    bench.fails = picks;
    if (outcome.code == ExitCode::failed_runs) return;
    REQUIRE(outcome.code == ExitCode::drained);
  }
  FAIL("it never ended");
}

}  // namespace

TEST_CASE("a search goes on without what failed, and is the same on any ranks and after stops") {
  for (const std::string& search :
       {std::string("{method: nsga2, points: 16, generation: 4}"),
        std::string("{method: bayes, points: 12, generation: 3, ahead: 1}"),
        std::string("{method: race, points: 6, first_seeds: 2}")}) {
    CAPTURE(search);
    Bench bench(searching(search));
    bench.fails = is_unlucky;
    const RunOutcome whole = bench.run("whole", kContinue);
    REQUIRE(whole.code == ExitCode::failed_runs);
    REQUIRE(whole.failures.total() > 0);
    REQUIRE(whole.left_runs == 0);
    CHECK(bench.run("two", kContinue, 2).code == ExitCode::failed_runs);
    run_in_pieces(bench, "pieces", kContinue);
    for (const char* const other : {"two", "pieces"}) {
      CHECK(image_of(bench.index(other)) == image_of(bench.index("whole")));
      CHECK(decisions_of(bench.path(other)) == decisions_of(bench.path("whole")));
      CHECK(io::verify(bench.path(other)).sound());
    }
  }
}

TEST_CASE("a failure that a search has learned of is never tried again, whatever the rules") {
  Bench bench(searching("{method: nsga2, points: 16, generation: 4}"));
  bench.fails = is_unlucky;
  REQUIRE(bench.run("out", kContinue).code == ExitCode::failed_runs);
  const Image before = image_of(bench.index("out"));
  const auto decisions = decisions_of(bench.path("out"));
  bench.attempted();
  bench.broken = false;
  // Trials of the last generation may be untold: those are tried again, and nothing else.
  for (const FailureRules& rules : {kAbort, kRetry}) {
    const RunOutcome again = bench.run("out", rules);
    CHECK(again.error.empty());
    CHECK(decisions_of(bench.path("out")) == decisions);
  }
  const Image after = image_of(bench.index("out"));
  std::size_t kept = 0;
  for (std::size_t i = 0; i < before.front().size(); ++i) {
    if (after.front()[i] == static_cast<std::uint64_t>(io::RunStatus::failed)) ++kept;
    if (before.front()[i] == 0) CHECK(after.front()[i] == 0);
  }
  CHECK(kept > 0);
  CHECK(io::verify(bench.path("out")).sound());
}

TEST_CASE("abort in a search: mended, it goes on to what it would have been without the failure") {
  for (const int ranks : {1, 2}) {
    Bench bench(searching("{method: nsga2, points: 12, generation: 4}"));
    bench.fails = is_unlucky;
    bench.broken = false;
    REQUIRE(bench.run("whole", kAbort).code == ExitCode::success);
    bench.broken = true;
    const RunOutcome ended = bench.run("out", kAbort, ranks);
    CHECK(ended.code == ExitCode::failure);
    CHECK(ended.failures.total() > 0);
    bench.broken = false;
    CHECK(bench.run("out", kAbort, ranks).code == ExitCode::success);
    CHECK(image_of(bench.index("out")) == image_of(bench.index("whole")));
    CHECK(decisions_of(bench.path("out")) == decisions_of(bench.path("whole")));
  }
}

TEST_CASE("a search cannot begin without its baseline, and says so") {
  Bench bench(searching("{method: nsga2, points: 8, generation: 4}"));
  bench.fails = [](const PlannedRun& planned) { return planned.point == PointId(0); };
  const RunOutcome outcome = bench.run("out", kContinue);
  CHECK(outcome.code == ExitCode::failure);
  CHECK(outcome.error.find("it is one of the baseline's") != std::string::npos);
  bench.broken = false;
  CHECK(bench.run("out", kRetry).code == ExitCode::success);
}

TEST_CASE("seeds by need go on with the seeds that did not fail, and are the same after stops") {
  Bench bench(
      example_with("seeds: [42, 43]", "seeds: {first: 1, min: 5, max: 16, half_width: 5%}"));
  bench.fails = [](const PlannedRun& planned) {
    return planned.point == PointId(2) && planned.seed % 3 == 0;
  };
  REQUIRE(bench.run("whole", kContinue).code == ExitCode::failed_runs);
  REQUIRE(decisions_of(bench.path("whole")).size() > 1);
  CHECK(bench.run("two", kContinue, 2).code == ExitCode::failed_runs);
  run_in_pieces(bench, "pieces", kContinue);
  for (const char* const other : {"two", "pieces"}) {
    CHECK(image_of(bench.index(other)) == image_of(bench.index("whole")));
    CHECK(decisions_of(bench.path(other)) == decisions_of(bench.path("whole")));
  }
  bench.attempted();
  bench.broken = false;
  // Decisions rest on all failures but those of the last round.
  const RunOutcome again = bench.run("whole", kRetry);
  CHECK(again.code == ExitCode::failed_runs);
  CHECK(bench.attempted() < static_cast<int>(again.failures.total()) * 4);
}

TEST_CASE("limits of memory fail a run that wants more, and no other") {
  Bench bench;
  const auto picks = bench.fails;
  bench.fails = [&](const PlannedRun& planned) {
    if (picks(planned)) const std::vector<double> too_much(std::size_t{8} << 20);
    return false;
  };
  FailureRules rules = kContinue;
  rules.run_memory_bytes = std::size_t{16} << 20;
  const RunOutcome outcome = bench.run("out", rules, 2);
  CHECK(outcome.failures.text() == "1 failed: 1 memory");
  CHECK(outcome.failures.first_reason(FailureKind::memory) ==
        "wanted more than 16 MiB (--run-memory)");
}

TEST_CASE("a run that cannot be stopped ends the job, which keeps everything else") {
  for (const int ranks : {1, 2}) {
    Bench bench;
    std::latch let_go(1);
    std::atomic<int> hanging = 0;
    const auto picks = bench.fails;
    bench.fails = [&](const PlannedRun& planned) {
      if (!picks(planned)) return false;
      ++hanging;
      let_go.wait();
      --hanging;
      return false;
    };
    FailureRules rules = kContinue;
    rules.run_seconds = 1;  // other runs take microseconds, however busy the machine is
    rules.grace_seconds = 1;
    const RunOutcome ended = bench.run("out", rules, ranks);
    CHECK(hanging == 1);
    CHECK(ended.code == ExitCode::failure);
    CHECK(
        ended.error.starts_with("run tuned order=fcfs budget=512 | few | seed 43: failed (hang: "));
    CHECK(ended.failures.text() == "1 failed: 1 hang");
    CHECK(io::verify(bench.path("out")).sound());
    CHECK(io::verify(bench.path("out")).failed_runs == 1);
    let_go.count_down();
    while (hanging > 0) std::this_thread::yield();  // the lost thread refers to this bench

    // The lost run keeps the lock of its folder, as long as this process lives.
    std::filesystem::copy(bench.path("out"), bench.path("copy"),
                          std::filesystem::copy_options::recursive);
    bench.attempted();
    bench.fails = picks;
    const RunOutcome next = bench.run("copy", kContinue, ranks);
    CHECK(next.code == ExitCode::failed_runs);
    CHECK(bench.attempted() == static_cast<int>(ended.left_runs));
    bench.broken = false;
    CHECK(bench.run("copy", kAbort, ranks).code == ExitCode::success);
  }
}

TEST_CASE("finalists whose tables cannot be made again stay done, without tables") {
  Bench bench(example_with("keep_requests: none", "keep_requests: finalists"));
  bench.broken = false;
  std::atomic<int> runs = 0;
  bench.fails = [&](const PlannedRun&) { return ++runs > 8; };
  bench.broken = true;
  const RunOutcome outcome = bench.run("out", kContinue);
  CHECK(outcome.code == ExitCode::failed_runs);
  CHECK(outcome.failures.total() == outcome.final_runs);
  CHECK(outcome.final_runs > 0);
  CHECK(count(bench.index("out"), io::RunStatus::failed) == 0);
  CHECK(io::verify(bench.path("out")).failed_runs == 0);
}

namespace {

/// Requests for many seconds of computing: real runs that a small limit stops.
std::string long_study(const std::string& keep) {
  std::string text = example_with("requests: 20", "requests: 300000");
  text.replace(text.find("keep_requests: none"), 19, "keep_requests: " + keep);
  return text;
}

}  // namespace

TEST_CASE("a simulation that takes too long or too much is stopped, on every kind of source") {
  for (const char* const keep : {"none", "all"}) {
    CAPTURE(keep);
    const StudyBench bench(long_study(keep));
    RunRequest request{.study = bench.study,
                       .output = bench.path("time"),
                       .threads = 2,
                       .command = "test",
                       .failures = {.on_failure = OnFailure::go_on, .run_seconds = 0.02}};
    const auto run = [&](Transport& transport) { return run_study(transport, request); };
    const RunOutcome late = run_ranks(2, run).front();
    CHECK(late.code == ExitCode::failed_runs);
    CHECK(late.failures.text() == "8 failed: 8 time");
    request.output = bench.path("memory");
    request.failures.run_seconds = 0;
    request.failures.run_memory_bytes = std::size_t{4} << 20;
    const RunOutcome large = run_ranks(1, run).front();
    CHECK(large.failures.text() == "8 failed: 8 memory");
    CHECK(io::verify(bench.path("memory")).sound());
  }
}

}  // namespace servesweep::sweep::failing_study_test
