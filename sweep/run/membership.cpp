#include "sweep/run/membership.h"

#include <fmt/format.h>

#include <filesystem>

#include "engine/base/problem.h"
#include "io/folder/lease_folder.h"
#include "io/folder/shared_file.h"
#include "sweep/run/chunk_layout.h"

namespace servesweep::sweep {
namespace {

/// The file server's.
std::int64_t now_ns(const io::ResultFolder& folder) {
  return io::touch_file(folder.path() / "servesweep.lock").value_or(0);
}

/// For who is alone in it.
void clear_after_the_dead(const io::ResultFolder& folder, int own) {
  io::LeaseFolder(folder.leases_folder(), own)
      .clear(io::retire_members(folder.members_folder(), own, now_ns(folder)));
}

/// One with a shorter lease would take chunks away from those who live.
void check_same_lease(const io::ResultFolder& folder, std::int64_t lease_seconds) {
  const std::int64_t now = now_ns(folder);
  for (const io::SeenMember& member : io::members_in(folder.members_folder())) {
    const std::int64_t other = member.facts.lease_seconds;
    const bool silent = now - member.last_sign_ns > other * 1'000'000'000;
    if (silent || other == lease_seconds) continue;
    throw engine::Problem(
        "--lease-seconds", fmt::format("{} is not what others use", lease_seconds),
        fmt::format("member {} on {} leases for {} s", member.number, member.facts.host, other),
        fmt::format("give --lease-seconds {}", other));
  }
}

}  // namespace

std::optional<io::MemberFile> become_member(const io::ResultFolder& folder,
                                            const std::optional<SharedRules>& rules,
                                            const std::string& command) {
  if (!rules) return std::nullopt;
  if (folder.alone()) clear_after_the_dead(folder, 0);
  check_same_lease(folder, rules->lease.count());
  return io::MemberFile(folder.members_folder(),
                        io::MemberFacts::of_this_process(command, rules->lease.count()));
}

void open_to_members(io::ResultFolder& folder, const Plan& plan) {
  const std::filesystem::path file = io::LeaseFolder(folder.leases_folder(), 0).chunks_file();
  if (const auto text = folder.alone() ? io::read_shared_file(file) : std::nullopt) {
    try {
      if (ChunkLayout::read(*text, file.string()).plan() != plan.fingerprint()) {
        std::filesystem::remove(file);
      }
    } catch (const engine::Problem&) {
      std::filesystem::remove(file);  // damaged
    }
  }
  if (folder.admit_others()) return;
  throw engine::Problem(folder.path().string(), "is in use by another servesweep process",
                        "one that does not share it came in between",
                        "wait for that process or stop it, or choose another -o");
}

bool leave_indexed(io::ResultFolder& folder, const io::MemberFile& member,
                   const std::vector<io::ShardName>& indexed) {
  if (!folder.leave_last()) return true;
  clear_after_the_dead(folder, member.number());
  if (folder.shards() == indexed) return true;  // and keeps the folder to himself to his end
  return !folder.admit_others();
}

bool leave_last(io::ResultFolder& folder, const io::MemberFile& member) {
  if (!folder.leave_last()) return false;
  clear_after_the_dead(folder, member.number());
  return folder.admit_others();
}

}  // namespace servesweep::sweep
