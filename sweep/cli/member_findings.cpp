#include "sweep/cli/member_findings.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/cli/duration_words.h"
#include "sweep/cli/members_text.h"
#include "sweep/values/counted_text.h"

namespace servesweep::sweep {
namespace {

using Member = SharedStanding::Member;

/// What was finished and not committed is simulated again with the chunk.
std::string fate_of_chunks(const Member& member, bool others) {
  if (member.leased_chunks == 0) return "it holds no chunk: nothing is lost";
  const std::string chunks = counted_text(member.leased_chunks, "chunk");
  if (!others) return fmt::format("whoever comes next takes over its {}", chunks);
  return fmt::format(
      "others take over its {} when its leases run out, at most {} after its last sign", chunks,
      duration_words(static_cast<double>(member.seen.facts.lease_seconds)));
}

StatusFinding finding_of(const Member& member, bool others) {
  const std::string who = member_words(member);
  const std::string silent = duration_words(member.silent_s);
  switch (member.life) {
    case Life::killed:
      return {.topic = "member",
              .what = fmt::format("{} was killed {} or less ago", who, silent),
              .advice = fate_of_chunks(member, others)};
    case Life::hanging:
      return {.topic = "member",
              .what = fmt::format("{} is there, but gave no sign of life for {}", who, silent),
              .advice = "it is stopped, or the disk of the result folder hangs; " +
                        fate_of_chunks(member, others)};
    default:
      return {.topic = "member",
              .what = fmt::format("{} was not heard from for {}", who, silent),
              .advice = fmt::format("see whether {} answers and sees the folder; {}",
                                    member.seen.facts.host, fate_of_chunks(member, others))};
  }
}

}  // namespace

std::vector<StatusFinding> member_findings(const SharedStanding& shared) {
  std::vector<StatusFinding> findings;
  const bool others = std::ranges::any_of(
      shared.members, [](const Member& member) { return member.life == Life::running; });
  for (const Member& member : shared.members) {
    if (member.life != Life::running) findings.push_back(finding_of(member, others));
  }
  return findings;
}

}  // namespace servesweep::sweep
