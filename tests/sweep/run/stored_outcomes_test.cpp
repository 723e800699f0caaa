#include "sweep/run/stored_outcomes.h"

#include <doctest/doctest.h>

#include "io/folder/damaged_file.h"
#include "tests/io/hdf5/sample_index.h"
#include "tests/sweep/study/example_study.h"

namespace stored_outcomes_test {

using namespace servesweep;
using namespace servesweep::sweep;

TEST_CASE("stored outcomes: a run that failed and was done elsewhere is done") {
  const io::test::TemporaryFolder temporary;
  const io::ResultFolder folder = io::test::sample_folder(temporary.path());
  const StoredOutcomes stored = StoredOutcomes::in(folder);
  CHECK(stored.is_done(io::test::sample_key(5)));
  CHECK_FALSE(stored.is_done(io::test::sample_key(6)));
  REQUIRE(stored.failure(io::test::sample_key(6)) != nullptr);
  CHECK(*stored.failure(io::test::sample_key(6)) == "out of blocks");
  CHECK(stored.failure(io::test::sample_key(5)) == nullptr);
  CHECK_FALSE(stored.is_done(io::test::sample_key(7)));

  io::test::sample_writer(folder.shards_folder(), 1, 40, 6, 2, 0).commit();
  const StoredOutcomes later = StoredOutcomes::in(folder);
  CHECK(later.is_done(io::test::sample_key(6)));
  CHECK(later.failure(io::test::sample_key(6)) == nullptr);
}

TEST_CASE("stored outcomes: a shard of another study is not counted") {
  const io::test::TemporaryFolder temporary;
  const io::ResultFolder folder =
      io::ResultFolder::create_or_open(temporary.path(), "another", "abc");
  io::test::sample_writer(folder.shards_folder(), 1, 40).commit();
  CHECK_THROWS_AS((void)StoredOutcomes::in(folder), io::DamagedFile);
}

TEST_CASE("stored outcomes: of a plan, what is done and what failed, by kind") {
  const io::test::TemporaryFolder temporary;
  io::test::write_text_file(temporary.path() / "study.yaml", kExampleStudy);
  const Plan plan = Plan::of(Study::read_file(temporary.path() / "study.yaml"));
  const io::ResultFolder folder =
      io::ResultFolder::create_or_open(temporary.path() / "out", "sample", "abc");
  io::ShardWriter writer = io::test::sample_writer(folder.shards_folder(), 1, 0);
  for (const std::size_t run : {0U, 1U, 2U}) {
    io::RunResult result = io::test::sample_run(static_cast<int>(run), 0);
    result.key = plan.runs()[plan.distinct_runs()[run].index()].key;
    if (run > 0) result.failure = "time: not done after 600 s";
    writer.add(std::move(result));
  }
  writer.commit();
  const StoredOutcomes stored = StoredOutcomes::in(folder);
  CHECK(stored.done_of(plan) == 1);
  CHECK(stored.failures_of(plan).of(FailureKind::time) == 2);
  CHECK(stored.failures_of(plan).first_run(FailureKind::time) == plan.distinct_runs()[1].value());
  CHECK(stored.failures_of(plan).first_reason(FailureKind::time) == "not done after 600 s");
}

}  // namespace stored_outcomes_test
