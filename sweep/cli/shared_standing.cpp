#include "sweep/cli/shared_standing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "io/folder/lease_folder.h"
#include "sweep/cli/live_reading.h"

namespace servesweep::sweep {
namespace {

double seconds_since(std::int64_t sign_ns, SharedStanding::Time now) {
  const auto now_ns = std::chrono::duration_cast<std::chrono::nanoseconds>(now.time_since_epoch());
  return std::max(0.0, static_cast<double>(now_ns.count() - sign_ns) / 1e9);
}

/// Longer than this without a sign is worth a word.
double patience_s(const SharedStanding::Member& member) {
  if (member.live) return silence_s(member.live->ranks.size());
  return static_cast<double>(member.seen.facts.lease_seconds) / 2;  // touched four times in it
}

/// Its process is known where it runs; elsewhere its signs are all there is.
Life life_of_member(const SharedStanding::Member& member) {
  const std::optional<bool> lives = member.seen.facts.lives();
  if (lives == false) return Life::killed;
  if (member.silent_s <= patience_s(member)) return Life::running;
  if (lives) return Life::hanging;
  const auto lease_s = static_cast<double>(member.seen.facts.lease_seconds);
  return member.silent_s <= lease_s ? Life::silent : Life::lost;
}

/// A number is given anew when its member has left, so the file may still be another's.
bool is_of(const LiveStanding& live, const io::MemberFacts& facts) {
  return live.process.pid == facts.pid && live.process.host == facts.host &&
         (facts.start_ticks == 0 || live.process.start_ticks == facts.start_ticks);
}

SharedStanding::Member look_at(io::SeenMember seen, const io::ResultFolder& folder,
                               SharedStanding::Time now) {
  SharedStanding::Member member;
  member.seen = std::move(seen);
  member.silent_s = seconds_since(member.seen.last_sign_ns, now);
  LiveReading reading =
      LiveReading::of(io::member_live_file(folder.members_folder(), member.seen.number), now);
  member.problem = std::move(reading.problem);
  if (reading.standing && is_of(*reading.standing, member.seen.facts)) {
    double silent_s = 0;
    (void)life_of(*reading.standing, now, silent_s);
    member.silent_s = std::min(member.silent_s, silent_s);
    member.live = std::move(reading.standing);
  }
  member.life = life_of_member(member);
  return member;
}

}  // namespace

std::optional<SharedStanding> SharedStanding::in(const io::ResultFolder& folder, Time now) {
  if (!std::filesystem::exists(folder.leases_folder())) return std::nullopt;
  const io::LeaseBoard board = io::LeaseFolder(folder.leases_folder(), 0).look();
  SharedStanding standing;
  standing.leased_chunks = board.leases.size();
  standing.done_chunks = board.done.size();
  std::map<int, std::size_t> leased;
  for (const io::SeenLease& lease : board.leases) {
    ++leased[io::holder_of(folder.leases_folder(), lease.lease)];
  }
  std::set<int> present;
  for (io::SeenMember& seen : io::members_in(folder.members_folder())) {
    present.insert(seen.number);
    standing.members.push_back(look_at(std::move(seen), folder, now));
    standing.members.back().leased_chunks = leased[standing.members.back().seen.number];
  }
  for (const int number : io::members_that_told(folder.members_folder())) {
    if (present.contains(number)) continue;
    LiveReading reading =
        LiveReading::of(io::member_live_file(folder.members_folder(), number), now);
    if (!reading.standing) continue;
    const bool later =
        !standing.last_left || reading.standing->updated > standing.last_left->updated;
    if (later) standing.last_left = std::move(reading.standing);
  }
  return standing;
}

Life SharedStanding::life() const {
  for (const Life life : {Life::running, Life::hanging, Life::silent, Life::lost, Life::killed}) {
    if (std::ranges::find(members, life, &Member::life) != members.end()) return life;
  }
  return Life::unknown;
}

double SharedStanding::silent_s() const {
  const auto latest = std::ranges::min_element(members, {}, &Member::silent_s);
  return latest == members.end() ? 0 : latest->silent_s;
}

std::optional<LiveStanding> SharedStanding::together() const {
  std::vector<MemberWord> words;
  for (const Member& member : members) {
    if (member.live && is_at_work(member.life)) words.push_back({member.seen.number, *member.live});
  }
  if (words.empty()) return std::nullopt;
  return merged_members(words);
}

}  // namespace servesweep::sweep
