#include "sweep/run/rank_watch.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "io/folder/atomic_file.h"
#include "tests/io/hdf5/sample_results.h"

namespace rank_watch_test {

using namespace servesweep;
using namespace servesweep::sweep;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("rank watch: the log tells of begin, commits, failures and the end") {
  const io::test::TemporaryFolder folder;
  {
    RankWatch watch(folder.path(), {.command = "servesweep run x", .rank = 2, .ranks = 4}, {});
    watch.chunk_received(5);
    io::RunResult failed;
    failed.plan_index = 42;
    failed.failure = "time: too long";
    watch.finished(failed, false);
    watch.chunk_done(1);
    watch.committed({{.file_name = "shard-0002-0000.h5", .size_bytes = 77, .runs = 1}});
    const RankFigures figures = RankFigures::decode(watch.pulse());
    CHECK(figures.finished == 1);
    CHECK(figures.uncommitted == 0);
    watch.ended("done");
  }
  const std::string log = io::read_file(RankLog::file_of(folder.path(), 2));
  CHECK(std::ranges::count(log, '\n') == 4);  // chunks are details
  CHECK(contains(log, "begin: rank 2 of 4, pid "));
  CHECK(contains(log, ": servesweep run x\n"));
  CHECK(contains(log, "run 42 failed"));
  CHECK(contains(log, "commit: shard-0002-0000.h5, 1 runs, 77 bytes, "));
  CHECK(contains(log, "end: done after "));
  CHECK(contains(log, "1 runs finished, 1 of them failed"));
}

TEST_CASE("rank watch: a study in which everything fails does not fill the log") {
  const io::test::TemporaryFolder folder;
  {
    RankWatch watch(folder.path(), {}, {});
    io::RunResult failed;
    failed.failure = "error: always";
    for (int i = 0; i < 10'000; ++i) watch.finished(failed, false);
    CHECK(RankFigures::decode(watch.pulse()).failed == 10'000);
  }
  const std::string log = io::read_file(RankLog::file_of(folder.path(), 0));
  CHECK(std::ranges::count(log, '\n') == 102);
  CHECK(contains(log, "further failed runs are not listed here"));
}

}  // namespace rank_watch_test
