#include "tests/benchmark/hand_out_ways.h"

#include <algorithm>
#include <cmath>

namespace servesweep::benchmark {
namespace {

/// Chunks of at most 4,096 tasks, whatever these take.
sweep::ChunkLimits small_chunks() {
  return {.divisor = 2,
          .max_tasks = 4096,
          .max_seconds = 1e9,
          .least_seconds_per_rank = 0,
          .first_tasks = std::size_t{1} << 30};
}

sweep::ChunkLimits with(std::size_t held_chunks, double least_seconds_per_rank) {
  sweep::ChunkLimits limits;
  limits.held_chunks = held_chunks;
  limits.least_seconds_per_rank = least_seconds_per_rank;
  return limits;
}

}  // namespace

std::vector<HandOutWay> hand_out_ways() {
  const Protocol now;
  const double floor = now.limits.least_seconds_per_rank;
  return {
      {"now", "as servesweep does it", now},
      {"before",
       "lists of at most 4,096 ids, reports on whole chunks",
       {.limits = small_chunks(), .parts = false, .lists = true}},
      {"ranges", "before, with ranges of ids", {.limits = small_chunks(), .parts = false}},
      {"large-chunks", "ranges, with chunks of half a second", {.parts = false}},
      {"lists", "now, with lists of ids", {.lists = true}},
      {"no-floor", "now, with chunks as short as they come", {.limits = with(2, 0)}},
      {"no-reserve", "now, without a chunk in reserve", {.limits = with(1, floor)}},
      {"deep-reserve", "now, with three chunks in reserve", {.limits = with(4, floor)}},
      {"spare-thread", "now, rank 0 leaving a core to its main thread", now, true},
      {"leaders", "now, on two levels", now, false, true},
  };
}

JobTrace play_way(const HandOutWay& way, JobShape shape, const MessageCosts& costs) {
  shape.threads_of_zero = shape.threads;
  if (way.spare_thread) shape.threads_of_zero = std::max(shape.threads - 1, 1);
  if (!way.leaders) return play_job(shape, way.protocol, costs);
  const int groups = std::max(1, static_cast<int>(std::lround(std::sqrt(shape.ranks))));
  JobShape outer = shape, inner = shape;
  inner.ranks = std::max(1, shape.ranks / groups);
  outer.ranks = groups;
  outer.threads = outer.threads_of_zero = inner.ranks * shape.threads;
  inner.slow_ranks = std::min(inner.slow_ranks, inner.ranks);
  outer.slow_ranks = 0;
  JobTrace trace = play_job(inner, way.protocol, costs);
  MessageCosts between = costs;
  between.keep_run_s = 0;  // runs are kept where they ran
  const JobTrace leaders = play_job(outer, way.protocol, between);
  // What a free queue loses to the last runs is lost once.
  const double lost_once = free_queue_efficiency(outer);
  trace.efficiency *= std::min(1.0, leaders.efficiency / lost_once);
  trace.coordinating = std::max(trace.coordinating, leaders.coordinating);
  trace.chunks += leaders.chunks;
  trace.end_s = std::max(trace.end_s, leaders.end_s);
  return trace;
}

}  // namespace servesweep::benchmark
