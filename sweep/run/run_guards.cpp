#include "sweep/run/run_guards.h"

#include <fmt/format.h>

#include <cstdint>
#include <optional>

#include "sweep/run/memory_limit.h"

namespace servesweep::sweep {
namespace {

/// What a thread may keep of a run for the next one, as a share of the limit.
constexpr std::size_t kKeptShare = 8;

std::string mebibytes(std::size_t bytes) {
  return fmt::format("{:.4g} MiB", static_cast<double>(bytes) / (1 << 20));
}

}  // namespace

RunGuards::RunGuards(const FailureRules& rules, int threads)
    : rules_(rules),
      memory_bytes_(rules.run_memory_bytes.value_or(usual_run_memory(threads))),
      watchdog_(rules.run_seconds, rules.grace_seconds) {}

RunGuards::Attempt RunGuards::attempt(TaskId task, const Run& run) {
  const RunWatchdog::Watch watch(watchdog_, task);
  std::optional<MemoryLimit> memory(std::in_place, memory_bytes_);
  Attempt attempt;
  try {
    run(watch);
  } catch (...) {
    const bool exceeded = memory->is_exceeded();
    memory.reset();  // to tell of it takes memory, too
    attempt.failure = with_limits(caught_failure(), exceeded);
    return attempt;
  }
  const auto most_kept = static_cast<std::int64_t>(memory_bytes_ / kKeptShare);
  attempt.has_grown = memory_bytes_ > 0 && memory->taken_bytes() > most_kept;
  return attempt;
}

RunFailure RunGuards::with_limits(RunFailure failure, bool memory_exceeded) const {
  if (failure.kind == FailureKind::time) {
    failure.reason = fmt::format("not done after {} s (--run-seconds)", rules_.run_seconds);
  } else if (memory_exceeded) {
    failure.kind = FailureKind::memory;
    failure.reason = fmt::format("wanted more than {} (--run-memory)", mebibytes(memory_bytes_));
  }
  return failure;
}

std::vector<RunGuards::HangingRun> RunGuards::take_hanging() {
  std::vector<HangingRun> hanging;
  for (const TaskId task : watchdog_.take_hanging()) {
    hanging.push_back(
        {.task = task,
         .failure = {.kind = FailureKind::hang,
                     .reason = fmt::format("not done after {} s (--run-seconds), and deaf to being "
                                           "stopped for {} s more",
                                           rules_.run_seconds, rules_.grace_seconds)}});
  }
  return hanging;
}

}  // namespace servesweep::sweep
