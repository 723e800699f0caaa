#include "sweep/run/result_keeper.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"
#include "tests/io/hdf5/sample_results.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::result_keeper_test {
namespace {

using namespace std::chrono_literals;

constexpr ResultKeeper::Clock::time_point kStart{1000h};

struct Desk {
  explicit Desk(CommitLimits commit) : limits(commit) {}

  void execute(std::initializer_list<int> tasks) {
    for (const int task : tasks) executor.execute(TaskId(task));
  }
  static std::vector<TaskResult> done(std::initializer_list<int> tasks) {
    std::vector<TaskResult> results;
    for (const int task : tasks) results.push_back({TaskId(task), ""});
    return results;
  }

  CommitLimits limits;
  io::test::TemporaryFolder root;
  Study study = Study::read(io::Document::parse(kExampleStudy, "s.yaml"));
  Plan plan = Plan::of(study);
  std::vector<RunId> runs = plan.distinct_runs();
  io::ResultFolder folder =
      io::ResultFolder::create_or_open(root.path() / "out", "example", plan.fingerprint());
  RunGuards guards{FailureRules{}, 1};
  RunExecutor executor{study, plan, runs, guards};
  ShardCommitter committer{folder, 0, study, plan, limits};
  RunTimes times{std::vector<std::size_t>(study.workloads().size(), 1)};
  std::vector<std::size_t> figures{0};
  ResultKeeper keeper{executor, committer, times, limits, KeeperRound{.figures = figures}};
};

}  // namespace

TEST_CASE("keeper: runs are committed in time although their chunk is not done") {
  Desk desk({.age = 60s});
  desk.execute({0, 1});
  desk.keeper.tend(false, kStart);  // takes them
  desk.keeper.tend(false, kStart + 59s);
  CHECK(desk.folder.shards().empty());
  desk.keeper.tend(false, kStart + 60s);  // commits them
  desk.execute({2});
  const ChunkNews news = desk.keeper.keep(Desk::done({0, 1, 2}), kStart + 61s);
  CHECK(news.runs == 3);
  REQUIRE(news.figures.size() == 3);
  CHECK(news.figures[0].first == desk.runs[0]);
  CHECK(news.figures[2].first == desk.runs[2]);
  CHECK(news.figures[0].second.size() == 1);
  const auto rest = desk.committer.finish();
  CHECK(news.shards.size() + rest.size() == 2);
  CHECK(rest.back().runs == 1);
  CHECK(desk.times.longest_seconds() > 0);
}

TEST_CASE("keeper: in a hurry nothing waits for its minute") {
  Desk desk({.age = 60s});
  desk.execute({0});
  desk.keeper.tend(true, kStart);
  desk.keeper.tend(true, kStart + 2s);
  desk.execute({1});
  desk.keeper.tend(true, kStart + 2s);  // into another shard, as the first is under way
  CHECK(desk.committer.finish().size() == 2);
}

TEST_CASE("keeper: without figures rank 0 is told numbers of runs only") {
  Desk desk({});
  desk.figures.clear();
  desk.execute({0, 1});
  const ChunkNews news = desk.keeper.keep(Desk::done({0, 1}), kStart);
  CHECK(news.runs == 2);
  CHECK(news.figures.empty());
}

TEST_CASE("keeper: what goes wrong between chunks is told with the next one") {
  Desk desk({.bytes = 1});
  std::filesystem::remove(desk.folder.shards_folder());
  desk.execute({0, 1});
  desk.keeper.tend(false, kStart);  // starts the first commit, the second meets its error
  CHECK(desk.keeper.failed());
  desk.keeper.tend(false, kStart + 1h);
  CHECK_THROWS_AS(static_cast<void>(desk.keeper.keep(Desk::done({0, 1}), kStart + 1h)),
                  engine::Problem);
  CHECK_THROWS_AS(
      [&] {
        ChunkNews news;
        desk.keeper.finish(news);
      }(),
      engine::Problem);
}

}  // namespace servesweep::sweep::result_keeper_test
