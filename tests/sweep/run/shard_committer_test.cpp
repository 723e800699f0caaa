#include "sweep/run/shard_committer.h"

#include <doctest/doctest.h>

#include "sweep/run/run_executor.h"
#include "tests/io/hdf5/sample_results.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::shard_committer_test {
namespace {

struct Desk {
  io::test::TemporaryFolder root;
  Study study = Study::read(io::Document::parse(kExampleStudy, "s.yaml"));
  Plan plan = Plan::of(study);
  std::vector<RunId> runs = plan.distinct_runs();
  io::ResultFolder folder =
      io::ResultFolder::create_or_open(root.path() / "out", "example", plan.fingerprint());
  RunGuards guards{FailureRules(), 1};
  RunExecutor executor{study, plan, runs, guards};

  io::RunResult result(int task) {
    executor.execute(TaskId(task));
    return executor.take(TaskId(task));
  }
};

}  // namespace

TEST_CASE("an open shard is committed at the end") {
  Desk desk;
  ShardCommitter committer(desk.folder, 3, desk.study, desk.plan);
  committer.add(desk.result(0));
  CHECK(committer.poll().empty());
  committer.add(desk.result(1));
  const auto shards = committer.finish();
  REQUIRE(shards.size() == 1);
  CHECK(shards.front().file_name == "shard-0003-0000.h5");
  CHECK(shards.front().runs == 2);
  CHECK(committer.finish().empty());
}

TEST_CASE("a full shard is committed while the next one fills") {
  Desk desk;
  ShardCommitter committer(desk.folder, 0, desk.study, desk.plan, {.bytes = 1});
  std::size_t committed = 0;
  for (int task = 0; task < 4; ++task) {
    committer.add(desk.result(task));
    committed += committer.poll().size();
  }
  committed += committer.finish().size();
  CHECK(committed == 4);
  CHECK(desk.folder.shards().size() == 4);
}

TEST_CASE("a shard that cannot be written is an error, not a loss") {
  Desk desk;
  ShardCommitter committer(desk.folder, 0, desk.study, desk.plan);
  committer.add(desk.result(0));
  std::filesystem::remove(desk.folder.shards_folder());
  CHECK_THROWS(static_cast<void>(committer.finish()));
}

TEST_CASE("an open shard is committed when it is old, also when nobody brings anything") {
  using namespace std::chrono_literals;
  Desk desk;
  constexpr ShardCommitter::Clock::time_point kStart{1000h};
  ShardCommitter committer(desk.folder, 0, desk.study, desk.plan, {.age = 60s});
  committer.add(desk.result(0), kStart);
  committer.add(desk.result(1), kStart + 59s);  // the age is that of the oldest
  CHECK(committer.poll(kStart + 59s).empty());
  committer.tend(10s, kStart + 9s);
  CHECK(committer.finish().size() == 1);

  committer.add(desk.result(2), kStart);
  committer.tend(10s, kStart + 11s);
  committer.add(desk.result(3), kStart + 11s);  // into the next one
  const auto shards = committer.finish();
  REQUIRE(shards.size() == 2);
  CHECK(shards.front().runs == 1);
  CHECK(committer.expected_commit().count() > 0);
}

}  // namespace servesweep::sweep::shard_committer_test
