#include "sweep/run/shared_rules.h"

#include <fmt/format.h>

#include <string>

#include "engine/base/problem.h"

namespace servesweep::sweep {

int first_shard_rank(int member, int ranks) {
  constexpr int kRanksPerMember = 10'000;
  constexpr int kMostMembers = 200'000;
  if (ranks > kRanksPerMember) {
    throw engine::Problem("--shared", fmt::format("cannot name the shards of {} ranks", ranks),
                          fmt::format("a member has at most {}", kRanksPerMember),
                          "use fewer ranks and more threads, or several members");
  }
  if (member > kMostMembers) {
    throw engine::Problem("--shared", fmt::format("cannot name the shards of member {}", member),
                          fmt::format("a folder has had {} members", kMostMembers),
                          "run the command without --shared, or remove members/*.gone");
  }
  return member * kRanksPerMember;
}

void check_shareable(const Study& study) {
  const auto refuse = [&](const std::string& part, const std::string& why) {
    throw engine::Problem(fmt::format("study {}: {}", study.name(), part),
                          "cannot be shared by members", why,
                          "leave --shared out: one process, or all ranks of an mpirun or srun");
  };
  const std::string why = "what is run next depends on results, which members do not exchange";
  if (learns(study.search().method)) refuse("search", why);
  if (study.seeds_by_need()) refuse("seeds", why);
  if (study.keep_requests().which == KeepRequests::Which::finalists) {
    refuse("keep_requests: finalists", "who is one depends on the results of all members");
  }
}

}  // namespace servesweep::sweep
