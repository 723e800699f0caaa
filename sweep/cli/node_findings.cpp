#include "sweep/cli/node_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "io/table/significant_text.h"
#include "sweep/cli/idle_findings.h"

namespace servesweep::sweep {
namespace {

constexpr double kMuchStoring = 0.3;
constexpr double kFewProcessors = 0.7;

struct NodeLoad {
  std::vector<std::size_t> ranks;
  int threads = 0, processors = 0, widest_rank = 0;
};

std::map<std::string, NodeLoad> nodes_of(const LiveStanding& live) {
  std::map<std::string, NodeLoad> nodes;
  for (std::size_t i = 0; i < live.ranks.size(); ++i) {
    const LiveRank& rank = live.ranks[i];
    if (rank.host.empty()) continue;  // not heard yet
    NodeLoad& node = nodes[rank.host];
    node.ranks.push_back(i);
    node.threads += rank.threads;
    node.processors = rank.machine_processors;
    node.widest_rank = std::max(node.widest_rank, rank.processors);
  }
  return nodes;
}

void add_thread_findings(const LiveStanding& live, std::vector<StatusFinding>& findings) {
  for (const auto& [host, node] : nodes_of(live)) {
    if (node.threads > node.processors) {
      findings.push_back(
          {.topic = "processors",
           .what = fmt::format("{} threads of {} share the {} processors of {}", node.threads,
                               rank_words(live, node.ranks), node.processors, host),
           .advice = "fewer ranks per node, or --threads N"});
    } else if (node.ranks.size() == 1 && node.threads < node.widest_rank) {
      findings.push_back({.topic = "processors",
                          .what = fmt::format("{} has {} processors for this job, and {} threads "
                                              "use them",
                                              host, node.widest_rank, node.threads),
                          .advice = fmt::format("--threads {} uses all", node.widest_rank)});
    }
  }
  std::vector<std::size_t> bound;
  for (std::size_t i = 0; i < live.ranks.size(); ++i) {
    if (live.ranks[i].threads > live.ranks[i].processors) bound.push_back(i);
  }
  if (bound.empty()) return;
  const LiveRank& first = live.ranks[bound.front()];
  findings.push_back({.topic = "processors",
                      .what = fmt::format("{} may use {} of its node's {} processors and computes "
                                          "with {} threads",
                                          rank_words(live, bound), first.processors,
                                          first.machine_processors, first.threads),
                      .advice = "leave --threads out, or let the launcher bind less "
                                "(mpirun --bind-to none, srun --cpus-per-task)"});
}

void add_starved_ranks(const LiveStanding& live, std::vector<StatusFinding>& findings) {
  for (std::size_t i = 0; i < live.ranks.size(); ++i) {
    const LiveRank& rank = live.ranks[i];
    const int busy = std::min(rank.threads - rank.idle_threads, rank.processors);
    // Storing waits for the disk, which needs no processor.
    if (busy < 1 || rank.processors_used <= 0 || rank.storing_share > kMuchStoring) continue;
    if (rank.processors_used >= kFewProcessors * busy) continue;
    findings.push_back(
        {.topic = "processors",
         .what = fmt::format("{} gets the work of {} processors, and its busy threads could use {}",
                             rank_words(live, {i}), io::significant_text(rank.processors_used, 2),
                             busy),
         .advice = "something else runs on its node, or it is short of memory; see "
                   "top there"});
    return;  // one example is enough
  }
}

void add_storing(const LiveStanding& live, std::vector<StatusFinding>& findings) {
  const auto most = std::ranges::max_element(live.ranks, {}, &LiveRank::storing_share);
  if (most == live.ranks.end() || most->storing_share < kMuchStoring) return;
  const auto rank = static_cast<std::size_t>(most - live.ranks.begin());
  findings.push_back({.topic = "storing",
                      .what = fmt::format("the main thread of {} spends {:.0f} % of its time on "
                                          "storing results",
                                          rank_words(live, {rank}), 100 * most->storing_share),
                      .advice = "more ranks with fewer threads each, a faster disk, or fewer "
                                "request tables (keep_requests: sample or none)"});
}

}  // namespace

std::vector<StatusFinding> node_findings(const LiveStanding& live) {
  std::vector<StatusFinding> findings;
  add_thread_findings(live, findings);
  add_starved_ranks(live, findings);
  add_storing(live, findings);
  return findings;
}

}  // namespace servesweep::sweep
