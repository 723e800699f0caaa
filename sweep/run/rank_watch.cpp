#include "sweep/run/rank_watch.h"

#include <fmt/format.h>

#include "io/process/process_identity.h"
#include "io/process/process_usage.h"
#include "io/table/significant_text.h"
#include "sweep/run/version.h"

namespace servesweep::sweep {

RankWatch::RankWatch(const std::filesystem::path& folder, const Begin& begin,
                     const WatchRules& rules)
    : log_(folder, begin.rank, rules) {
  const io::ProcessorSet processors = io::ProcessorSet::of_this_process();
  log_.line(
      spdlog::level::info,
      fmt::format("begin: rank {} of {}, pid {}, {} threads on processors {} ({} of {}), "
                  "servesweep {}: {}",
                  begin.rank, begin.ranks, io::ProcessIdentity::mine().pid, begin.threads,
                  processors.list, processors.usable, processors.online, kVersion, begin.command));
}

void RankWatch::finished(const io::RunResult& result, bool is_final) {
  account_.finished(result, is_final);
  if (result.failure.empty() || failure_lines_ > kMostFailureLines) return;
  log_.quiet_line(
      spdlog::level::warn,
      ++failure_lines_ > kMostFailureLines
          ? std::string("further failed runs are not listed here")
          : fmt::format("run {} failed (strategy {}, point {}, seed {}): {}", result.plan_index,
                        result.strategy, result.point, result.seed, result.failure));
}

void RankWatch::committed(const std::vector<io::CommittedShard>& shards) {
  account_.committed(shards);
  for (const io::CommittedShard& shard : shards) {
    log_.line(spdlog::level::info,
              fmt::format("commit: {}, {} runs, {} bytes, {} s", shard.file_name, shard.runs,
                          shard.size_bytes, io::significant_text(shard.seconds, 3)));
  }
}

void RankWatch::chunk_received(std::size_t runs) {
  log_.line(spdlog::level::debug, fmt::format("chunk: {} runs to do", runs));
}

void RankWatch::chunk_done(std::size_t runs) {
  log_.line(spdlog::level::debug, fmt::format("chunk: {} runs done", runs));
}

void RankWatch::ended(const std::string& how) {
  const RankFigures& figures = account_.figures();
  log_.line(spdlog::level::info,
            fmt::format("end: {} after {} s; {} runs finished, {} of them failed, {} finalists "
                        "again; peak memory {} MB",
                        how, io::significant_text(figures.elapsed_s, 3), figures.finished,
                        figures.failed, figures.finals, figures.peak_memory_bytes / 1'000'000));
}

}  // namespace servesweep::sweep
