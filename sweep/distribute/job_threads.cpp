#include "sweep/distribute/job_threads.h"

#include <fmt/format.h>
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <set>

#include "io/folder/host_name.h"
#include "sweep/distribute/collectives.h"
#include "sweep/distribute/wire.h"
#include "sweep/values/counted_text.h"

namespace servesweep::sweep {
namespace {

/// More than any machine has.
constexpr int kMostCpus = 1 << 16;

std::string node_name(const Environment& environment) {
  // Nodes may share a host: those that Slurm emulates do.
  if (const char* node = environment("SLURMD_NODENAME")) return node;
  return io::host_name();
}

std::vector<int> cpus_of_mask() {
  const std::size_t size = CPU_ALLOC_SIZE(kMostCpus);
  const auto free_mask = [](cpu_set_t* mask) { CPU_FREE(mask); };
  const std::unique_ptr<cpu_set_t, decltype(free_mask)> mask(CPU_ALLOC(kMostCpus), free_mask);
  std::vector<int> cpus;
  if (!mask || ::sched_getaffinity(0, size, mask.get()) != 0) return cpus;
  for (int cpu = 0; cpu < kMostCpus; ++cpu) {
    if (CPU_ISSET_S(static_cast<std::size_t>(cpu), size, mask.get())) cpus.push_back(cpu);
  }
  return cpus;
}

/// All ranks of one node together.
struct SharedNode {
  int ranks = 0, threads = 0;
  std::set<int> cpus;
  bool known = true;

  [[nodiscard]] int cpu_count() const { return static_cast<int>(cpus.size()); }
  [[nodiscard]] int excess() const { return known ? threads - cpu_count() : 0; }
};

std::string complaint(const std::string& name, const SharedNode& node) {
  const std::string remedy =
      node.ranks > node.cpu_count()
          ? fmt::format("start at most {} there, with --threads 1",
                        counted_text(node.cpu_count(), "rank"))
          : fmt::format("give --threads {}, or more CPUs per rank (Slurm: --cpus-per-task)",
                        node.cpu_count() / node.ranks);
  return fmt::format("node {}: {} with {} on {} (they take turns, so nothing is gained); {}", name,
                     counted_text(node.ranks, "rank"), counted_text(node.threads, "thread"),
                     counted_text(node.cpu_count(), "CPU"), remedy);
}

}  // namespace

int threads_allowed(int cpus_in_mask, const Environment& environment) {
  const char* text = environment("SLURM_CPUS_PER_TASK");
  int cpus = 0;
  if (text == nullptr) return cpus_in_mask;
  const std::string_view digits(text);
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), cpus);
  return result.ec == std::errc() && cpus >= 1 ? std::min(cpus, cpus_in_mask) : cpus_in_mask;
}

RankPlace RankPlace::here(int threads, const Environment& environment) {
  return {.node = node_name(environment), .threads = threads, .cpus = cpus_of_mask()};
}

std::string RankPlace::encode() const {
  WireWriter writer;
  writer.text(node);
  writer.number(static_cast<std::int32_t>(threads));
  writer.number(static_cast<std::uint64_t>(cpus.size()));
  for (const int cpu : cpus) writer.number(static_cast<std::int32_t>(cpu));
  return writer.take();
}

RankPlace RankPlace::decode(std::string_view bytes) {
  WireReader reader(bytes);
  RankPlace place;
  place.node = reader.text();
  place.threads = reader.number<std::int32_t>();
  place.cpus.resize(reader.count(sizeof(std::int32_t)));
  for (int& cpu : place.cpus) cpu = reader.number<std::int32_t>();
  return place;
}

JobThreads JobThreads::gathered(Transport& transport, int threads) {
  const auto environment = [](const char* name) -> const char* { return std::getenv(name); };
  std::vector<RankPlace> places;
  for (const std::string& told :
       gather(transport, RankPlace::here(threads, environment).encode())) {
    places.push_back(RankPlace::decode(told));
  }
  return JobThreads(std::move(places));
}

int JobThreads::total() const {
  int threads = 0;
  for (const RankPlace& place : places_) threads += place.threads;
  return threads;
}

std::string JobThreads::oversubscription() const {
  std::map<std::string, SharedNode> nodes;
  for (const RankPlace& place : places_) {
    SharedNode& node = nodes[place.node];
    ++node.ranks;
    node.threads += place.threads;
    node.cpus.insert(place.cpus.begin(), place.cpus.end());
    node.known = node.known && !place.cpus.empty();
  }
  const auto worst = std::max_element(nodes.begin(), nodes.end(), [](const auto& a, const auto& b) {
    return a.second.excess() < b.second.excess();
  });
  if (worst == nodes.end() || worst->second.excess() <= 0) return "";
  return complaint(worst->first, worst->second);
}

}  // namespace servesweep::sweep
