#include "sweep/run/live_watch.h"

#include <doctest/doctest.h>

#include "sweep/run/live_format.h"
#include "tests/io/hdf5/sample_results.h"

namespace live_watch_test {

using namespace servesweep;
using namespace servesweep::sweep;

namespace {

/// A watch over two ranks of three threads, in a folder of its own.
struct Bench {
  io::test::TemporaryFolder place;
  io::ResultFolder folder =
      io::ResultFolder::create_or_open(place.path() / "out", "example", "hash");
  std::filesystem::path file = live_file_of(folder.path());
  LiveFacts facts{.planned = 100, .planned_is_most = true, .search = "best 0.8"};

  LiveWatch watch() {
    return LiveWatch({.file = file, .study = "example", .command = "run", .ranks = 2}, folder,
                     [this](bool) { return facts; });
  }

  static DistributionStanding standing() {
    DistributionStanding standing;
    standing.ranks.resize(2);
    RankFigures figures;
    figures.host = "n3";
    figures.finished = figures.timed = 20;
    figures.uncommitted = 5;
    figures.run_s = 40;
    figures.longest_run_s = 3;
    figures.failed = 2;
    standing.ranks[1] = {
        .threads = 3,
        .ready = true,
        .outstanding = 9,
        .pulse = {.busy_threads = 3, .unreported_tasks = 4, .text = figures.encode()},
        .silent_s = 0.5};
    standing.queued = 7;
    return standing;
  }
};

}  // namespace

TEST_CASE("live watch: says what rank 0 knows of each rank") {
  Bench bench;
  LiveWatch watch = bench.watch();
  watch.found(10);
  bench.facts.finished = 20;
  bench.facts.failures.add({.kind = FailureKind::time, .count = 2, .first_reason = "too long"});
  watch.stands(Bench::standing());
  watch.phase(LivePhase::searching, "1 of 2");
  const LiveStanding& now = watch.standing();
  CHECK(now.planned == 100);
  CHECK(now.planned_is_most);
  CHECK(now.search == "best 0.8");
  CHECK(now.phase == LivePhase::searching);
  CHECK(now.queued == 7);
  CHECK(now.failed == 2);
  CHECK(now.failures.of(FailureKind::time) == 2);
  const LiveRank& rank = now.ranks[1];
  CHECK(rank.host == "n3");
  CHECK(rank.threads == 3);
  CHECK(rank.idle_threads == 0);
  CHECK(rank.under_way == 5);
  CHECK(rank.unreported == 4);
  CHECK(rank.finished == 20);
  CHECK(rank.uncommitted == 5);
  CHECK(rank.mean_run_s == 2);
  CHECK(rank.longest_run_s == 3);
  CHECK(now.ranks[0].idle_reason == IdleReason::starting);
  // 10 found, 20 reported, 4 in a chunk that goes on, less the 2 that failed.
  watch.stands(Bench::standing());
  CHECK(now.done == 10 + 20 + 4 - 2);
}

TEST_CASE("live watch: what is on disk grows with each commit, by what this attempt did") {
  Bench bench;
  io::test::write_text_file(bench.folder.shard_file({.rank = 0, .sequence = 0}), "123456");
  LiveWatch watch = bench.watch();
  watch.committed({{.file_name = "a", .size_bytes = 1000, .runs = 12}});
  CHECK(watch.standing().shards == 2);
  CHECK(watch.standing().bytes == 1006);
  CHECK(watch.standing().committed_runs == 12);
  CHECK(watch.standing().committed_bytes == 1000);
}

TEST_CASE("live watch: in the end the file holds what was counted, and nobody is at work") {
  Bench bench;
  {
    LiveWatch watch = bench.watch();
    watch.stands(Bench::standing());
    watch.end({.phase = LivePhase::drained, .planned = 90, .done = 33, .failed = 2, .error = ""});
  }
  const auto last = read_live_file(bench.file);
  REQUIRE(last.has_value());
  CHECK(last->phase == LivePhase::drained);
  CHECK(last->planned == 90);
  CHECK(last->done == 33);
  CHECK(last->ranks[1].finished == 20);
  CHECK(last->ranks[1].under_way == 0);
  CHECK(loss_of(*last).finished_runs == 0);
  CHECK(last->process.lives() == true);
}

TEST_CASE("live watch: a study that ends by an exception is said to have failed") {
  Bench bench;
  { const LiveWatch watch = bench.watch(); }
  CHECK(read_live_file(bench.file)->phase == LivePhase::failed);
}

}  // namespace live_watch_test
