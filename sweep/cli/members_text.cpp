#include "sweep/cli/members_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/cli/duration_words.h"
#include "sweep/cli/rate_words.h"
#include "sweep/values/counted_text.h"

namespace servesweep::sweep {
namespace {

using Member = SharedStanding::Member;

/// The word for programs.
const char* state_name(const Member& member) {
  switch (member.life) {
    case Life::running:
      return member.live && has_ended(member.live->phase) ? "leaving" : "at work";
    case Life::hanging:
      return "hanging";
    case Life::silent:
      return "silent";
    case Life::killed:
      return "killed";
    case Life::lost:
    case Life::ended:
    case Life::unknown:
      break;
  }
  return "lost";
}

std::string life_words(const Member& member) {
  const std::string silent = duration_words(member.silent_s);
  switch (member.life) {
    case Life::running:
      return fmt::format("{}, last sign of life {} ago", state_name(member), silent);
    case Life::hanging:
      return fmt::format("hanging, no sign of life for {}", silent);
    case Life::killed:
      return fmt::format("killed {} or less ago", silent);
    case Life::silent:
      return fmt::format("not heard from for {}", silent);
    default:
      return fmt::format("lost: not heard from for {}, longer than its leases last", silent);
  }
}

std::string work_words(const LiveStanding& live) {
  int threads = 0, idle = 0;
  std::size_t finished = 0;
  for (const LiveRank& rank : live.ranks) {
    threads += rank.threads;
    idle += rank.idle_threads;
    finished += rank.finished + rank.unreported;
  }
  std::string text = fmt::format(", {} of {} threads at work, {} runs done at {}", threads - idle,
                                 threads, finished, rate_words(live.recent_per_s));
  const auto idler =
      std::ranges::find_if(live.ranks, [](const LiveRank& r) { return r.idle_threads > 0; });
  if (idler != live.ranks.end()) text += fmt::format("; {}", words_of(idler->idle_reason));
  return text;
}

std::size_t members_in(const SharedStanding& shared, Life life) {
  return static_cast<std::size_t>(std::ranges::count(shared.members, life, &Member::life));
}

}  // namespace

std::string member_words(const Member& member) {
  const io::MemberFacts& facts = member.seen.facts;
  return fmt::format("member {} (process {} on {}{})", member.seen.number, facts.pid, facts.host,
                     facts.slurm_job.empty() ? "" : ", Slurm job " + facts.slurm_job);
}

std::string members_text(const SharedStanding& shared) {
  if (shared.members.empty() && shared.leased_chunks == 0) return "none at work";
  std::string text = fmt::format("{} at work", members_in(shared, Life::running));
  for (const auto& [life, word] :
       {std::pair(Life::hanging, "hanging"), std::pair(Life::silent, "not heard from"),
        std::pair(Life::killed, "killed"), std::pair(Life::lost, "lost")}) {
    if (members_in(shared, life) > 0)
      text += fmt::format(", {} {}", members_in(shared, life), word);
  }
  text += fmt::format("; {} leased, {} done", counted_text(shared.leased_chunks, "chunk"),
                      shared.done_chunks);
  for (const Member& member : shared.members) {
    text += fmt::format("\n            {}: {}; {} leased", member_words(member), life_words(member),
                        counted_text(member.leased_chunks, "chunk"));
    if (member.live && is_at_work(member.life)) text += work_words(*member.live);
  }
  return text;
}

io::Value members_value(const SharedStanding& shared) {
  io::Value list = io::Value::list();
  for (const Member& member : shared.members) {
    const io::MemberFacts& facts = member.seen.facts;
    io::Value row = io::Value::map();
    row.set("member", io::Value::integer(member.seen.number));
    row.set("state", io::Value::text(state_name(member)));
    row.set("host", io::Value::text(facts.host));
    row.set("pid", io::Value::integer(facts.pid));
    row.set("slurm_job", io::Value::text(facts.slurm_job));
    row.set("started", io::Value::text(facts.started));
    row.set("leased_chunks", io::Value::integer(static_cast<std::int64_t>(member.leased_chunks)));
    row.set("silent_s", io::Value::number(member.silent_s));
    list.add(std::move(row));
  }
  return list;
}

}  // namespace servesweep::sweep
