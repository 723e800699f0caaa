#include "sweep/cli/merged_members.h"

#include <algorithm>

#include "engine/base/contract.h"

namespace servesweep::sweep {
namespace {

/// The same for all, or simply at work.
LivePhase phase_of(const std::vector<MemberWord>& members) {
  const LivePhase first = members.front().live.phase;
  const bool same = std::ranges::all_of(
      members, [&](const MemberWord& member) { return member.live.phase == first; });
  return same ? first : LivePhase::running;
}

std::vector<std::size_t> windows_of(const std::vector<MemberWord>& members) {
  std::size_t length = LiveMeter::kWindows;
  for (const MemberWord& member : members) length = std::min(length, member.live.windows.size());
  std::vector<std::size_t> windows(length);
  for (const MemberWord& member : members) {
    const std::vector<std::size_t>& its = member.live.windows;
    for (std::size_t i = 0; i < length; ++i) windows[i] += its[its.size() - length + i];
  }
  return windows;
}

void add_member(const MemberWord& member, LiveStanding& all) {
  const LiveStanding& one = member.live;
  all.started = std::min(all.started, one.started);
  all.updated = std::max(all.updated, one.updated);
  all.known = std::min(all.known, one.known);
  all.queued += one.queued;
  all.recent_per_s += one.recent_per_s;
  all.recent_s = std::min(all.recent_s, one.recent_s);
  all.overall_per_s += one.overall_per_s;
  all.overall_s = std::max(all.overall_s, one.overall_s);
  all.recent_use.total_s += one.recent_use.total_s;
  for (std::size_t i = 0; i < kIdleReasons; ++i) {
    all.recent_use.idle_s[i] += one.recent_use.idle_s[i];
  }
  all.committed_runs += one.committed_runs;
  all.committed_bytes += one.committed_bytes;
  for (std::size_t i = 0; i < one.ranks.size(); ++i) {
    LiveRank rank = one.ranks[i];
    rank.member = member.number;
    rank.rank_of_member = static_cast<int>(i);
    all.ranks.push_back(std::move(rank));
  }
}

}  // namespace

LiveStanding merged_members(const std::vector<MemberWord>& members) {
  SERVESWEEP_EXPECT(!members.empty());
  const LiveStanding& first = members.front().live;
  LiveStanding all;
  all.process = first.process;
  all.version = first.version;
  all.study = first.study;
  all.command = first.command;
  all.slurm_job = first.slurm_job;
  all.started = first.started;
  all.updated = first.updated;
  all.known = first.known;
  all.recent_s = first.recent_s;
  all.phase = phase_of(members);
  all.windows = windows_of(members);
  for (const MemberWord& member : members) add_member(member, all);
  return all;
}

}  // namespace servesweep::sweep
