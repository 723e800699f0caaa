#include "sweep/distribute/collectives.h"

#include <doctest/doctest.h>

#include <stdexcept>

#include "io/folder/host_name.h"
#include "io/folder/storage_problem.h"
#include "thread_ranks.h"

namespace collectives_test {

using namespace servesweep::sweep;

TEST_CASE("collectives: broadcast gives everyone the text of rank 0, gather gives rank 0 all") {
  for (const int ranks : {1, 2, 5}) {
    const auto heard = run_ranks(ranks, [](Transport& transport) {
      std::string all;
      for (int round = 0; round < 50; ++round) {
        const std::string own = std::to_string(transport.rank()) + ";";
        const std::string text = broadcast(transport, own + std::to_string(round));
        for (const std::string& one : gather(transport, text + "/" + own)) all += one;
        barrier(transport);
      }
      return all;
    });
    std::string expected;
    for (int round = 0; round < 50; ++round) {
      for (int rank = 0; rank < ranks; ++rank) {
        expected += "0;" + std::to_string(round) + "/" + std::to_string(rank) + ";";
      }
    }
    CHECK(heard[0] == expected);
    for (std::size_t rank = 1; rank < heard.size(); ++rank) CHECK(heard[rank].empty());
  }
}

TEST_CASE("collectives: a failure of rank 0 reaches all ranks, and they can go on together") {
  const auto heard = run_ranks(3, [](Transport& transport) {
    std::string log;
    try {
      (void)broadcast_from_rank_zero(
          transport, []() -> std::string { throw std::invalid_argument("no such file"); });
    } catch (const RankZeroFailed& error) {
      log = "told: " + std::string(error.what());
    } catch (const std::invalid_argument& error) {
      log = "own: " + std::string(error.what());
    }
    const auto make = [&] {
      if (transport.rank() != 0) throw std::logic_error("only rank 0 makes it");
      return std::string("text");
    };
    return log + ", " + broadcast_from_rank_zero(transport, make);
  });
  CHECK(heard[0] == "own: no such file, text");
  CHECK(heard[1] == "told: no such file, text");
  CHECK(heard[2] == heard[1]);
}

TEST_CASE("collectives: the others know whether the input or the disk was to blame") {
  for (const bool input : {true, false}) {
    const auto heard = run_ranks(2, [input](Transport& transport) {
      const auto make = [input]() -> std::string {
        if (input) throw servesweep::engine::Problem("a.yaml", "is none", "", "mend it");
        throw servesweep::io::StorageProblem("a", "is full", "", "empty it");
      };
      try {
        (void)broadcast_from_rank_zero(transport, make);
      } catch (const RankZeroFailed& failed) {
        return failed.bad_input;
      } catch (const servesweep::engine::Problem&) {
      }
      return input;
    });
    CHECK(heard == std::vector<bool>(2, input));
  }
}

TEST_CASE("collectives: an error on one rank is known to all, the first in order of ranks") {
  const auto told = run_ranks(4, [](Transport& transport) {
    return first_error(transport, [&] {
      if (transport.rank() >= 2) throw std::runtime_error("no disk");
    });
  });
  CHECK(told ==
        std::vector<std::string>(4, "rank 2 on " + servesweep::io::host_name() + ": no disk"));
  const auto nothing =
      run_ranks(3, [](Transport& transport) { return first_error(transport, [] {}); });
  CHECK(nothing == std::vector<std::string>(3));
}

}  // namespace collectives_test
