#include "sweep/run/run_study.h"

#include <doctest/doctest.h>

#include <atomic>
#include <bit>
#include <chrono>
#include <map>
#include <optional>
#include <utility>

#include "engine/base/problem.h"
#include "io/hdf5/shard_reader.h"
#include "io/hdf5/study_index.h"
#include "io/hdf5/verify.h"
#include "sweep/distribute/collectives.h"
#include "tests/io/hdf5/sample_results.h"
#include "tests/sweep/distribute/thread_ranks.h"
#include "tests/sweep/run/study_bench.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::run_study_test {
namespace {

namespace fs = std::filesystem;

struct Bench : StudyBench {
  explicit Bench(const std::string& text = example_with("keep_requests: none",
                                                        "keep_requests: all"))
      : StudyBench(text) {}
};

/// Bit for bit, NaN included.
bool same_values(const io::StudyIndex& a, const io::StudyIndex& b) {
  if (a.values.size() != b.values.size()) return false;
  for (std::size_t m = 0; m < a.values.size(); ++m) {
    for (std::size_t i = 0; i < a.values[m].size(); ++i) {
      if (std::bit_cast<std::uint64_t>(a.values[m][i]) !=
          std::bit_cast<std::uint64_t>(b.values[m][i])) {
        return false;
      }
    }
  }
  return true;
}

/// What ends all ranks at once, without ending the tests.
struct Aborted {
  int exit_code = 0;
};

/// Of one process, whose abort() is an exception on every rank.
class StoppableTransport final : public Transport {
 public:
  StoppableTransport(Transport& inner, std::atomic<int>& aborted)
      : inner_(inner), aborted_(aborted) {}

  [[nodiscard]] int rank() const override { return inner_.rank(); }
  [[nodiscard]] int size() const override { return inner_.size(); }
  void send(int to, Message message) override { inner_.send(to, std::move(message)); }
  [[nodiscard]] std::optional<Message> try_receive() override {
    if (aborted_ != 0) throw Aborted{aborted_};
    return inner_.try_receive();
  }
  [[noreturn]] void abort(int exit_code) override {
    aborted_ = exit_code;
    throw Aborted{exit_code};
  }

 private:
  Transport& inner_;
  std::atomic<int>& aborted_;
};

}  // namespace

TEST_CASE("a study runs once, asked again, nothing is left to do") {
  const Bench bench;
  const RunOutcome first = bench.run("out");
  CHECK(first.code == ExitCode::success);
  CHECK(first.planned_runs == 10);
  CHECK(first.distinct_runs == 8);  // one tuned point is the baseline under another name
  CHECK(first.done_runs == 8);
  CHECK(first.left_runs == 0);

  const io::StudyIndex index = bench.index("out");
  REQUIRE(index.plan.size() == 10);
  for (const io::PlanRow& row : index.plan) CHECK(row.status == io::RunStatus::done);
  CHECK(io::verify(bench.folder.path() / "out").sound());

  const RunOutcome second = bench.run("out");
  CHECK(second.code == ExitCode::success);
  CHECK(second.found_runs == 8);
  CHECK(second.done_runs == 0);
  CHECK(index.shards.size() == bench.index("out").shards.size());
}

TEST_CASE("points that are the same scenario are simulated once and count for both") {
  const Bench bench;
  REQUIRE(bench.run("out").code == ExitCode::success);
  const io::StudyIndex index = bench.index("out");
  CHECK(index.plan[0].key == index.plan[2].key);
  for (const auto& column : index.values) {
    CHECK(std::bit_cast<std::uint64_t>(column[0]) == std::bit_cast<std::uint64_t>(column[2]));
  }
}

TEST_CASE("ranks and threads do not change a number") {
  const Bench bench;
  REQUIRE(bench.run("one").code == ExitCode::success);
  REQUIRE(bench.run("many", 3, 2).code == ExitCode::success);
  CHECK(same_values(bench.index("one"), bench.index("many")));
}

TEST_CASE("a lost shard is simulated again, and only that") {
  const Bench bench;
  REQUIRE(bench.run("whole").code == ExitCode::success);
  const RunOutcome before = bench.run("out", 2);
  REQUIRE(before.code == ExitCode::success);
  const io::StudyIndex index = bench.index("out");
  fs::remove(bench.folder.path() / "out" / "shards" / index.shards.front().name);

  const RunOutcome after = bench.run("out");
  CHECK(after.code == ExitCode::success);
  CHECK(after.done_runs == static_cast<std::size_t>(index.shards.front().runs));
  CHECK(same_values(bench.index("whole"), bench.index("out")));
}

namespace {

/// Request rows by run key, over all shards of a folder.
std::map<io::RunKey, std::vector<engine::RequestRecord>> tables(const fs::path& output) {
  std::map<io::RunKey, std::vector<engine::RequestRecord>> found;
  for (const auto& entry : fs::directory_iterator(output / "shards")) {
    const io::ShardReader shard = io::ShardReader::open(entry.path());
    for (std::size_t i = 0; i < shard.runs(); ++i) {
      if (shard.request_count(i) > 0) found[shard.run_key(i)] = shard.read_requests(i);
    }
  }
  return found;
}

}  // namespace

TEST_CASE("finalists are simulated again, and their tables are those that `all` keeps") {
  const Bench all, finals(example_with("keep_requests: none", "keep_requests: finalists"));
  REQUIRE(all.run("out").code == ExitCode::success);
  const RunOutcome outcome = finals.run("out", 2);
  REQUIRE(outcome.error == "");
  CHECK(outcome.done_runs == 8);
  CHECK(outcome.left_runs == 0);
  const auto every = tables(all.folder.path() / "out");
  const auto kept = tables(finals.folder.path() / "out");
  CHECK(every.size() == 8);
  CHECK(kept.size() == outcome.final_runs);
  CHECK(kept.size() >= 2);  // the baseline at least
  CHECK(kept.size() <= 4);  // and one point of the strategy
  for (const auto& [key, table] : kept) CHECK(every.at(key) == table);
  CHECK(kept.contains(finals.index("out").plan[0].key));
  CHECK(same_values(all.index("out"), finals.index("out")));
  CHECK(io::verify(finals.folder.path() / "out").sound());

  const RunOutcome again = finals.run("out");
  CHECK(again.final_runs == 0);
  CHECK(again.done_runs == 0);
}

TEST_CASE("a lost shard of finalists is made again") {
  const Bench finals(example_with("keep_requests: none", "keep_requests: finalists"));
  REQUIRE(finals.run("out").code == ExitCode::success);
  const auto before = tables(finals.folder.path() / "out");
  const io::StudyIndex index = finals.index("out");
  REQUIRE(index.shards.back().requests > 0);
  fs::remove(finals.folder.path() / "out" / "shards" / index.shards.back().name);
  const RunOutcome again = finals.run("out");
  CHECK(again.done_runs == 0);
  CHECK(again.final_runs == before.size());
  CHECK(tables(finals.folder.path() / "out") == before);
}

TEST_CASE("a sample keeps the tables of every k-th seed") {
  const Bench bench(example_with("keep_requests: none", "keep_requests: {sample: 2}"));
  REQUIRE(bench.run("out", 2, 2).code == ExitCode::success);
  const io::StudyIndex index = bench.index("out");
  const auto kept = tables(bench.folder.path() / "out");
  CHECK(kept.size() == 4);  // 4 distinct points, the first of 2 seeds
  for (const io::PlanRow& row : index.plan) CHECK(kept.contains(row.key) == (row.seed == 42));
  CHECK(io::verify(bench.folder.path() / "out").sound());
}

TEST_CASE("a stand-in replaces the simulation, in a folder that no real run uses") {
  const Bench bench;
  const std::size_t metrics = Study::read_file(bench.study).metrics().size();
  RunRequest request{.study = bench.study,
                     .output = bench.folder.path() / "out",
                     .threads = 2,
                     .command = "test",
                     .stand_in = [metrics](const PlannedRun& run) {
                       return std::vector<double>(metrics, static_cast<double>(run.seed));
                     }};
  const auto run_once = [&](Transport& transport) { return run_study(transport, request); };
  REQUIRE(run_ranks(1, run_once).front().done_runs == 8);
  const io::StudyIndex index = bench.index("out");
  for (std::size_t i = 0; i < index.plan.size(); ++i) {
    CHECK(index.values.front()[i] == static_cast<double>(index.plan[i].seed));
  }
  request.stand_in = {};
  InProcessNetwork network(1);
  InProcessTransport transport(network, 0);
  CHECK_THROWS_AS(static_cast<void>(run_once(transport)), engine::Problem);
}

TEST_CASE("a drained study stops with what it has and continues later") {
  const Bench bench;
  const std::atomic<bool> drain = true;
  const RunOutcome drained = bench.run("out", 1, 1, &drain);
  CHECK(drained.code == ExitCode::drained);
  CHECK(drained.left_runs + drained.done_runs == drained.distinct_runs);
  CHECK(drained.left_runs > 0);

  const RunOutcome rest = bench.run("out");
  CHECK(rest.code == ExitCode::success);
  CHECK(rest.done_runs == drained.left_runs);
  REQUIRE(bench.run("whole").code == ExitCode::success);
  CHECK(same_values(bench.index("whole"), bench.index("out")));
}

TEST_CASE("bad input: a Problem on rank 0, RankZeroFailed elsewhere, and nothing is written") {
  const Bench bench(example_with("tuned", "tuned\n    polices: {}"));
  const RunRequest request{
      .study = bench.study, .output = bench.folder.path() / "out", .threads = 1, .command = "test"};
  const auto ends = run_ranks(2, [&](Transport& transport) {
    try {
      static_cast<void>(run_study(transport, request));
      return std::string("ran");
    } catch (const engine::Problem&) {
      return std::string("problem");
    } catch (const RankZeroFailed&) {
      return std::string("told");
    }
  });
  CHECK(ends == std::vector<std::string>{"problem", "told"});
  CHECK_FALSE(fs::exists(bench.folder.path() / "out"));
}

TEST_CASE("the folder of another study is refused and stays as it is") {
  const Bench bench;
  REQUIRE(bench.run("out").code == ExitCode::success);
  const io::StudyIndex before = bench.index("out");
  io::test::write_text_file(bench.study, example_with("requests: 20", "requests: 21"));
  InProcessNetwork network(1);
  InProcessTransport transport(network, 0);
  const RunRequest request{
      .study = bench.study, .output = bench.folder.path() / "out", .threads = 1, .command = "test"};
  CHECK_THROWS_AS(static_cast<void>(run_study(transport, request)), engine::Problem);
  CHECK(same_values(before, bench.index("out")));
}

TEST_CASE("what goes wrong on rank 0 where no rank listens ends all ranks, and nothing is lost") {
  for (const LivePhase phase : {LivePhase::running, LivePhase::committing}) {
    const Bench bench;
    RunRequest request{
        .study = bench.study, .output = bench.path("out"), .threads = 1, .command = "test"};
    request.on_phase = [phase](LivePhase now) {
      if (now == phase) throw engine::Problem("here", "it broke", "", "mend it");
    };
    std::atomic<int> aborted = 0;
    const auto codes = run_ranks(2, [&](Transport& inner) {
      StoppableTransport transport(inner, aborted);
      try {
        (void)run_study(transport, request);
      } catch (const Aborted& end) {
        return end.exit_code;
      }
      return 0;
    });
    CHECK(codes == std::vector{1, 1});
    CHECK(bench.run("out", 2).code == ExitCode::success);
  }
}

TEST_CASE("alone, what goes wrong outside of all collectives is a failure with its reason") {
  const Bench bench;
  const RunOutcome outcome =
      run_ranks(1, [&](Transport& transport) {
        return run_study(transport, {.study = bench.study,
                                     .output = bench.path("out"),
                                     .threads = 1,
                                     .command = "test",
                                     .on_phase = [](LivePhase now) {
                                       if (now == LivePhase::committing) {
                                         throw engine::Problem("here", "it broke", "", "mend it");
                                       }
                                     }});
      }).front();
  CHECK(outcome.code == ExitCode::failure);
  CHECK(outcome.error == "here: it broke; mend it");
}

TEST_CASE("a job that has not even time to plan and close is refused, and may have more") {
  const Bench bench;
  RunRequest request{
      .study = bench.study, .output = bench.path("out"), .threads = 1, .command = "test"};
  request.time_limit.walltime = std::chrono::seconds(1);
  request.time_limit.since = std::chrono::steady_clock::now() - std::chrono::milliseconds(900);
  std::string error;
  (void)run_ranks(1, [&](Transport& transport) {
    try {
      (void)run_study(transport, request);
    } catch (const engine::Problem& problem) {
      error = problem.what();
    }
    return 0;
  });
  CHECK(error.find("--walltime: ") == 0);
  CHECK(error.find("is too short to run anything of this study (to plan its 10 runs took ") !=
        std::string::npos);
  CHECK(error.find("; give the job more time") != std::string::npos);
  CHECK(bench.run("out").done_runs == 8);
}

}  // namespace servesweep::sweep::run_study_test
