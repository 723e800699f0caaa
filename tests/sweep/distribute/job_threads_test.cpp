#include "sweep/distribute/job_threads.h"

#include <doctest/doctest.h>

#include <map>
#include <string>

#include "tests/sweep/distribute/thread_ranks.h"

namespace servesweep::sweep::job_threads_test {
namespace {

Environment variable(const std::string& wanted, const std::string& value) {
  return [=](const char* name) { return name == wanted ? value.c_str() : nullptr; };
}

RankPlace place(const std::string& node, int threads, std::vector<int> cpus) {
  return {.node = node, .threads = threads, .cpus = std::move(cpus)};
}

}  // namespace

TEST_CASE("threads: the mask, or Slurm's share of it") {
  CHECK(threads_allowed(8, variable("OTHER", "2")) == 8);
  CHECK(threads_allowed(8, variable("SLURM_CPUS_PER_TASK", "2")) == 2);
  CHECK(threads_allowed(2, variable("SLURM_CPUS_PER_TASK", "16")) == 2);
  for (const char* nonsense : {"", "x", "0", "-3"}) {
    CHECK(threads_allowed(8, variable("SLURM_CPUS_PER_TASK", nonsense)) == 8);
  }
}

TEST_CASE("threads: ranks that are bound apart fill a node, ranks that share CPUs crowd it") {
  CHECK(JobThreads({place("a", 2, {0, 1}), place("a", 2, {2, 3})}).oversubscription().empty());
  CHECK(JobThreads({place("a", 1, {0, 1}), place("a", 1, {0, 1})}).oversubscription().empty());
  CHECK(JobThreads({place("a", 2, {0, 1}), place("b", 2, {0, 1})}).oversubscription().empty());
  const JobThreads crowded({place("a", 4, {0, 1, 2, 3}), place("a", 4, {0, 1, 2, 3}),
                            place("b", 4, {0, 1, 2, 3}), place("b", 1, {0, 1, 2, 3})});
  CHECK(crowded.total() == 13);
  CHECK(crowded.oversubscription() ==
        "node a: 2 ranks with 8 threads on 4 CPUs (they take turns, so nothing is gained); give "
        "--threads 2, or more CPUs per rank (Slurm: --cpus-per-task)");
}

TEST_CASE("threads: more ranks than CPUs, and masks that are unknown") {
  const JobThreads crowded({place("a", 1, {0}), place("a", 1, {0})});
  CHECK(crowded.oversubscription() ==
        "node a: 2 ranks with 2 threads on 1 CPU (they take turns, so nothing is gained); start at "
        "most 1 rank there, with --threads 1");
  CHECK(JobThreads({place("a", 9, {}), place("a", 9, {0})}).oversubscription().empty());
}

TEST_CASE("threads: a rank tells where it is, and rank 0 knows all") {
  const RankPlace here = RankPlace::here(3, variable("SLURMD_NODENAME", "n7"));
  CHECK(here.node == "n7");
  CHECK_FALSE(here.cpus.empty());
  const RankPlace again = RankPlace::decode(here.encode());
  CHECK(again.node == here.node);
  CHECK(again.threads == 3);
  CHECK(again.cpus == here.cpus);
  const auto totals = run_ranks(3, [](Transport& transport) {
    return JobThreads::gathered(transport, transport.rank() + 1).total();
  });
  CHECK(totals == std::vector<int>{6, 0, 0});
}

}  // namespace servesweep::sweep::job_threads_test
