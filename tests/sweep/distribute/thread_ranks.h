#pragma once

#include <thread>
#include <vector>

#include "sweep/distribute/in_process_transport.h"

namespace servesweep::sweep {

/// Plays a job of several ranks in one process: main_of_rank(transport) runs once per rank, each on
/// its own thread, and their return values come back by rank.
template <class MainOfRank>
auto run_ranks(int ranks, const MainOfRank& main_of_rank) {
  using Value = decltype(main_of_rank(std::declval<Transport&>()));
  InProcessNetwork network(ranks);
  std::vector<Value> values(static_cast<std::size_t>(ranks));
  std::vector<std::thread> threads;
  for (int rank = 0; rank < ranks; ++rank) {
    threads.emplace_back([&, rank] {
      InProcessTransport transport(network, rank);
      values[static_cast<std::size_t>(rank)] = main_of_rank(transport);
    });
  }
  for (std::thread& thread : threads) thread.join();
  return values;
}

}  // namespace servesweep::sweep
