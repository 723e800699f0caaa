#include "sweep/run/rank_account.h"

#include <algorithm>

#include "io/process/process_identity.h"
#include "io/process/process_usage.h"
#include "sweep/distribute/wire.h"

namespace servesweep::sweep {

std::string RankFigures::encode() const {
  WireWriter writer;
  writer.text(host);
  for (const int number : {processors, machine_processors}) writer.number(number);
  for (const std::size_t count : {finished, failed, finals, uncommitted, timed}) {
    writer.number(static_cast<std::uint64_t>(count));
  }
  for (const double s : {run_s, longest_run_s, storing_s, since_commit_s, elapsed_s, processor_s}) {
    writer.number(s);
  }
  writer.number(peak_memory_bytes);
  return writer.take();
}

RankFigures RankFigures::decode(std::string_view bytes) {
  WireReader reader(bytes);
  RankFigures figures;
  figures.host = reader.text();
  for (int* number : {&figures.processors, &figures.machine_processors}) {
    *number = reader.number<int>();
  }
  for (std::size_t* count : {&figures.finished, &figures.failed, &figures.finals,
                             &figures.uncommitted, &figures.timed}) {
    *count = reader.number<std::uint64_t>();
  }
  for (double* s : {&figures.run_s, &figures.longest_run_s, &figures.storing_s,
                    &figures.since_commit_s, &figures.elapsed_s, &figures.processor_s}) {
    *s = reader.number<double>();
  }
  figures.peak_memory_bytes = reader.number<std::int64_t>();
  return figures;
}

RankAccount::RankAccount() {
  figures_.host = io::ProcessIdentity::mine().host;
  const io::ProcessorSet processors = io::ProcessorSet::of_this_process();
  figures_.processors = processors.usable;
  figures_.machine_processors = processors.online;
}

void RankAccount::ran(std::chrono::nanoseconds time) {
  const std::int64_t ns = time.count();
  timed_.fetch_add(1, std::memory_order_relaxed);
  run_ns_.fetch_add(ns, std::memory_order_relaxed);
  std::int64_t longest = longest_run_ns_.load(std::memory_order_relaxed);
  while (longest < ns && !longest_run_ns_.compare_exchange_weak(longest, ns)) {
  }
}

void RankAccount::finished(const io::RunResult& result, bool is_final) {
  ++(is_final ? figures_.finals : figures_.finished);
  ++figures_.uncommitted;
  if (!result.failure.empty() && !is_final) ++figures_.failed;
}

void RankAccount::committed(const std::vector<io::CommittedShard>& shards) {
  for (const io::CommittedShard& shard : shards) {
    figures_.uncommitted -= std::min(figures_.uncommitted, static_cast<std::size_t>(shard.runs));
    committed_ = Clock::now();
  }
}

const RankFigures& RankAccount::figures() {
  figures_.elapsed_s = seconds_since(began_);
  figures_.since_commit_s = seconds_since(committed_);
  constexpr double kSecondsPerNs = 1e-9;
  figures_.timed = static_cast<std::size_t>(timed_.load());
  figures_.run_s = kSecondsPerNs * static_cast<double>(run_ns_.load());
  figures_.longest_run_s = kSecondsPerNs * static_cast<double>(longest_run_ns_.load());
  const io::ProcessUsage usage = io::ProcessUsage::now();
  figures_.processor_s = usage.processor_s;
  figures_.peak_memory_bytes = usage.peak_memory_bytes;
  return figures_;
}

}  // namespace servesweep::sweep
