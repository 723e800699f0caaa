#include "sweep/cli/shared_standing.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "io/folder/lease_folder.h"
#include "io/folder/shared_file.h"
#include "io/journal/journal.h"
#include "io/table/significant_text.h"

namespace servesweep::sweep {

bool SharedStanding::Member::presumed_dead() const {
  return silent_s > static_cast<double>(seen.facts.lease_seconds);
}

std::optional<SharedStanding> SharedStanding::in(const io::ResultFolder& folder,
                                                 std::int64_t now_ns) {
  if (!std::filesystem::exists(folder.leases_folder())) return std::nullopt;
  const io::LeaseBoard board = io::LeaseFolder(folder.leases_folder(), 0).look();
  SharedStanding standing;
  standing.leased_chunks = board.leases.size();
  standing.done_chunks = board.done.size();
  std::map<int, std::size_t> leased;
  for (const io::SeenLease& lease : board.leases) {
    ++leased[io::holder_of(folder.leases_folder(), lease.lease)];
  }
  for (io::SeenMember& seen : io::members_in(folder.members_folder())) {
    const double silent_s = static_cast<double>(now_ns - seen.last_sign_ns) / 1e9;
    const std::size_t chunks = leased[seen.number];
    standing.members.push_back({std::move(seen), chunks, std::max(silent_s, 0.0)});
  }
  return standing;
}

std::string SharedStanding::text() const {
  if (members.empty() && leased_chunks == 0) return "none at work";
  const auto dead = std::ranges::count_if(members, &Member::presumed_dead);
  std::string text =
      fmt::format("{} at work{}, {} chunks leased", members.size() - static_cast<std::size_t>(dead),
                  dead == 0 ? "" : fmt::format(", {} presumed dead", dead), leased_chunks);
  for (const Member& member : members) {
    const io::MemberFacts& facts = member.seen.facts;
    text += fmt::format(
        "\n            member {}: {} pid {}{}, {} chunks leased, {} {} s ago", member.seen.number,
        facts.host, facts.pid, facts.slurm_job.empty() ? "" : " job " + facts.slurm_job,
        member.leased_chunks, member.presumed_dead() ? "presumed dead, last seen" : "seen",
        io::significant_text(member.silent_s, 2));
  }
  return text;
}

io::Value SharedStanding::members_value() const {
  io::Value list = io::Value::list();
  for (const Member& member : members) {
    const io::MemberFacts& facts = member.seen.facts;
    io::Value row = io::Value::map();
    row.set("member", io::Value::integer(member.seen.number));
    row.set("host", io::Value::text(facts.host));
    row.set("pid", io::Value::integer(facts.pid));
    row.set("slurm_job", io::Value::text(facts.slurm_job));
    row.set("started", io::Value::text(facts.started));
    row.set("leased_chunks", io::Value::integer(static_cast<std::int64_t>(member.leased_chunks)));
    row.set("silent_s", io::Value::number(member.silent_s));
    row.set("presumed_dead", io::Value::boolean(member.presumed_dead()));
    list.add(std::move(row));
  }
  return list;
}

AllJournals AllJournals::of(const io::ResultFolder& folder) {
  std::vector<std::filesystem::path> files = io::member_journals(folder.members_folder());
  files.push_back(folder.journal_file());
  AllJournals all;
  std::int64_t last_ns = -1;
  for (const std::filesystem::path& file : files) {
    const io::JournalContent journal = io::read_journal(file);
    all.records += static_cast<std::int64_t>(journal.records.size());
    const std::int64_t written_ns = io::modified_ns(file).value_or(-1);
    if (journal.records.empty() || written_ns <= last_ns) continue;
    last_ns = written_ns;
    all.last_event = journal.records.back();
  }
  return all;
}

}  // namespace servesweep::sweep
