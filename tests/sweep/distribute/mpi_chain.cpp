// A real job over MPI whose list of tasks grows: 200 generations of 8, each computed from the
// results of the one before (chain.h). Checks the last sum and that all ranks agree on the ending.
//
//   [mpirun -n N] mpi_chain [MODE [THREADS]]
//     all    everything is done (default)
//     drain  rank N−1 is asked to drain in the middle: all ranks must stop, nothing is lost
//     deaf   rank N−1 cannot take the hundredth extension: all ranks must hear why
//     dry    the source throws in the middle: all ranks must hear why

#include <fmt/format.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "chain.h"
#include "sweep/distribute/collectives.h"
#include "sweep/distribute/distribute.h"
#include "sweep/distribute/job_transport.h"
#include "sweep/distribute/protocol.h"

using namespace servesweep::sweep;

namespace {

constexpr std::size_t kGenerations = 200;
constexpr std::size_t kWidth = 8;
const std::vector<std::size_t> kWidths(kGenerations, kWidth);

void require(bool fact, const std::string& what) {
  if (!fact) throw std::runtime_error("not so: " + what);
}

DistributeReport run_chain(Transport& transport, Chain& chain, const std::string& mode,
                           int threads) {
  const bool last = transport.rank() == transport.size() - 1;
  std::atomic<bool> drain{false};
  Callbacks callbacks = chain.callbacks();
  callbacks.more = [&] {
    if (mode == "dry" && chain.supplied() >= kGenerations / 2 * kWidth) {
      throw std::runtime_error("nothing more to try");
    }
    return chain.more();
  };
  callbacks.on_extension = [&, heard = std::size_t{0}](const std::string& text) mutable {
    chain.listen(text);
    if (!last || ++heard != kGenerations / 2) return;
    if (mode == "deaf") throw std::runtime_error("no such point");
    drain = mode == "drain";
  };
  return distribute(transport, {}, callbacks, {.threads = threads, .drain = &drain});
}

void check(const DistributeReport& report, const Chain& chain, const std::string& mode,
           int last_rank) {
  require(report.done == chain.received(), "what is done arrived");
  require(report.done + report.not_run == chain.supplied(), "what was supplied is counted");
  if (mode == "all") {
    require(report.ending == Ending::completed, "the job completes: " + report.error);
    require(report.done == kGenerations * kWidth, "every task is done");
    require(chain.last_sum() == Chain::expected_sum(kWidths), "the last sum is right");
    return;
  }
  require(report.ending == (mode == "drain" ? Ending::drained : Ending::failed),
          "the job ends as it should");
  require(report.done >= (kGenerations / 2 - 1) * kWidth, "half of the generations are done");
  const std::string error = mode == "deaf"  ? fmt::format("rank {}: no such point", last_rank)
                            : mode == "dry" ? "rank 0: nothing more to try"
                                            : "";
  require(report.error == error, "the report says why: " + report.error);
}

void run(Transport& transport, int argc, char** argv) {
  const std::string mode = broadcast(transport, argc > 1 ? argv[1] : "all");
  Chain chain(kWidths);
  const DistributeReport report =
      run_chain(transport, chain, mode, argc > 2 ? std::stoi(argv[2]) : 1);
  for (const std::string& bytes : gather(transport, encode(report))) {
    require(bytes == encode(report), "all ranks have the same report");
  }
  if (transport.rank() != 0) return;
  check(report, chain, mode, transport.size() - 1);
  fmt::print("{} ranks: {} of {} tasks done\n", transport.size(), report.done, chain.supplied());
}

}  // namespace

int main(int argc, char** argv) {
  const std::unique_ptr<Transport> transport = open_job_transport(argc, argv);
  try {
    run(*transport, argc, argv);
    return EXIT_SUCCESS;
  } catch (const std::exception& error) {
    fmt::print(stderr, "mpi_chain: {}\n", error.what());
    transport->abort(EXIT_FAILURE);
  }
}
