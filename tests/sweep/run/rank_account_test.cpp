#include "sweep/run/rank_account.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <thread>

namespace rank_account_test {

using namespace servesweep;
using namespace servesweep::sweep;

namespace {

io::RunResult run_of(const std::string& failure = "") {
  io::RunResult result;
  result.failure = failure;
  return result;
}

}  // namespace

TEST_CASE("rank account: what is finished and what of it no shard holds") {
  RankAccount account;
  account.finished(run_of(), false);
  account.finished(run_of("time: too long"), false);
  account.finished(run_of(), true);
  CHECK(account.figures().finished == 2);
  CHECK(account.figures().finals == 1);
  CHECK(account.figures().uncommitted == 3);
  CHECK(account.figures().failed == 1);

  account.committed({{.file_name = "a", .runs = 2}});
  CHECK(account.figures().uncommitted == 1);
  account.committed({{.file_name = "b", .runs = 1}});
  CHECK(account.figures().uncommitted == 0);
  CHECK(account.figures().since_commit_s < account.figures().elapsed_s);
  CHECK_FALSE(account.figures().host.empty());
  CHECK(account.figures().peak_memory_bytes > 0);
}

TEST_CASE("rank account: times of runs, as they end on any thread") {
  RankAccount account;
  std::vector<std::thread> threads;
  for (int i = 1; i <= 4; ++i) {
    threads.emplace_back([&, i] { account.ran(std::chrono::seconds(i)); });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(account.figures().timed == 4);
  CHECK(account.figures().run_s == doctest::Approx(10));
  CHECK(account.figures().longest_run_s == doctest::Approx(4));
}

TEST_CASE("rank account: time spent on storing is booked") {
  RankAccount account;
  {
    const RankAccount::Storing storing(account);
    const double begin_s = account.figures().elapsed_s;
    while (account.figures().elapsed_s <= begin_s) {
    }
  }
  CHECK(account.figures().storing_s > 0);
  CHECK(account.figures().storing_s <= account.figures().elapsed_s);
}

TEST_CASE("rank figures: arrive as they were sent; fewer bytes are refused") {
  const RankFigures figures{.host = "n3",
                            .processors = 2,
                            .machine_processors = 3,
                            .finished = 4,
                            .failed = 3,
                            .finals = 5,
                            .uncommitted = 6,
                            .timed = 60,
                            .run_s = 7,
                            .longest_run_s = 8,
                            .storing_s = 9,
                            .since_commit_s = 10,
                            .elapsed_s = 11,
                            .processor_s = 12,
                            .peak_memory_bytes = 13};
  const std::string bytes = figures.encode();
  const RankFigures read = RankFigures::decode(bytes);
  CHECK(read.encode() == bytes);
  CHECK(read.host == "n3");
  CHECK(read.processors == 2);
  CHECK(read.machine_processors == 3);
  CHECK(read.finals == 5);
  CHECK(read.timed == 60);
  CHECK(read.uncommitted == 6);
  CHECK(read.run_s == 7);
  CHECK(read.processor_s == 12);
  CHECK(read.peak_memory_bytes == 13);
  CHECK(read.failed == 3);
  CHECK_THROWS_AS((void)RankFigures::decode(bytes.substr(0, 40)), std::runtime_error);
}

}  // namespace rank_account_test
