#include "tests/benchmark/virtual_peer.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace servesweep::benchmark {
namespace {

double seconds(std::chrono::microseconds time) {
  return std::chrono::duration<double>(time).count();
}

}  // namespace

/// When a report on a part of a chunk is due.
double VirtualPeer::due_s() const {
  double hungry_s = 0;
  for (const VirtualChunk& chunk : chunks_) hungry_s = std::max(hungry_s, chunk.hungry_s);
  return std::min(reported_s_ + seconds(pace_.usual),
                  std::max(reported_s_ + seconds(pace_.hungry), hungry_s));
}

double VirtualPeer::next_report_s() const {
  double next_s = std::numeric_limits<double>::infinity();
  for (const VirtualChunk& chunk : chunks_) {
    const double news_s = std::max(due_s(), chunk.runs[chunk.told].end_s);
    next_s = std::min({next_s, news_s, chunk.runs.back().end_s});
  }
  return next_s;
}

std::vector<sweep::ChunkReport> VirtualPeer::report(double now_s) {
  std::vector<sweep::ChunkReport> reports;
  const bool due = now_s >= due_s();
  for (VirtualChunk& chunk : chunks_) {
    if (!due && chunk.runs.back().end_s > now_s) continue;
    sweep::ChunkReport report;
    report.id = chunk.id;
    if (chunk.runs[chunk.told].end_s <= now_s) {
      longest_wait_s_ = std::max(longest_wait_s_, now_s - chunk.runs[chunk.told].end_s);
    }
    for (; chunk.told < chunk.runs.size() && chunk.runs[chunk.told].end_s <= now_s; ++chunk.told) {
      ++report.done;
      report.busy_s += chunk.runs[chunk.told].seconds;
    }
    if (report.done > 0) reports.push_back(std::move(report));
  }
  std::erase_if(chunks_, [](const VirtualChunk& one) { return one.told == one.runs.size(); });
  if (due) reported_s_ = now_s;
  return reports;
}

}  // namespace servesweep::benchmark
