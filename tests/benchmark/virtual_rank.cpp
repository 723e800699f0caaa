#include "tests/benchmark/virtual_rank.h"

#include <algorithm>
#include <functional>

#include "engine/base/contract.h"

namespace servesweep::benchmark {

VirtualRank::VirtualRank(int threads, Ailment ailment)
    : ailment_(ailment), free_s_(static_cast<std::size_t>(threads), 0.0) {
  SERVESWEEP_EXPECT(threads >= 1 && ailment.slowness > 0);
}

VirtualChunk VirtualRank::take(const sweep::ChunkOrder& order, double now_s,
                               const RunTimes& times) {
  VirtualChunk chunk{.id = order.id, .runs = {}, .hungry_s = now_s};
  chunk.runs.reserve(order.tasks.size());
  for (std::size_t i = 0; i < order.tasks.size(); ++i) {
    std::pop_heap(free_s_.begin(), free_s_.end(), std::greater<>());
    double& free_s = free_s_.back();
    const double start_s = std::max(free_s, now_s);
    free_s = end_of_run(start_s, times.seconds(order.tasks[i]) * ailment_.slowness);
    chunk.runs.push_back({free_s, free_s - start_s});
    if (i + free_s_.size() == order.tasks.size()) chunk.hungry_s = start_s;
    std::push_heap(free_s_.begin(), free_s_.end(), std::greater<>());
  }
  std::sort(chunk.runs.begin(), chunk.runs.end(),
            [](const auto& a, const auto& b) { return a.end_s < b.end_s; });
  return chunk;
}

double VirtualRank::end_of_run(double start_s, double seconds) const {
  const double pause_end_s = ailment_.pause_at_s + ailment_.pause_s;
  if (start_s >= ailment_.pause_at_s) return std::max(start_s, pause_end_s) + seconds;
  const double end_s = start_s + seconds;
  return end_s > ailment_.pause_at_s ? end_s + ailment_.pause_s : end_s;
}

}  // namespace servesweep::benchmark
