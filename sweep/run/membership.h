#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/folder/member_file.h"
#include "io/folder/result_folder.h"
#include "sweep/run/shared_rules.h"
#include "sweep/study/plan.h"

namespace servesweep::sweep {

/// Takes part in a shared folder; nothing without rules. Whoever is alone there clears what the
/// dead have left first, so that nobody waits for their leases to run out. Problem if living
/// members lease by other rules. `command`: as typed.
[[nodiscard]] std::optional<io::MemberFile> become_member(const io::ResultFolder& folder,
                                                          const std::optional<SharedRules>& rules,
                                                          const std::string& command);

/// For a member that knows its plan: drops a list of chunks that is of another plan, if it is
/// alone, and lets others in. A list of the same plan stays, so that a number means the same to
/// everybody. Problem if a process that does not share the folder came in between.
void open_to_members(io::ResultFolder& folder, const Plan& plan);

/// Whether a member who has built the index of these shards has left with it: others are there who
/// build it when they leave, or nobody is and nobody has added a shard meanwhile, in which case
/// nobody comes until this process has ended. Otherwise he is to build it again, and to ask again.
[[nodiscard]] bool leave_indexed(io::ResultFolder& folder, const io::MemberFile& member,
                                 const std::vector<io::ShardName>& indexed);

/// Whether a member is the last to leave, and may still write to the folder; if so, what members
/// have no use for any more is removed.
[[nodiscard]] bool leave_last(io::ResultFolder& folder, const io::MemberFile& member);

}  // namespace servesweep::sweep
