#include "sweep/cli/members_text.h"

#include <doctest/doctest.h>

#include "sweep/cli/member_findings.h"
#include "tests/sweep/run/sample_standing.h"

namespace members_text_test {

using namespace servesweep::sweep;

namespace {

/// One at work, one that was killed, one on a machine that cannot be asked.
SharedStanding three() {
  SharedStanding shared;
  shared.leased_chunks = 3;
  shared.done_chunks = 40;
  SharedStanding::Member member;
  member.seen.number = 1;
  member.seen.facts.host = "n2";
  member.seen.facts.pid = 77;
  member.seen.facts.slurm_job = "5_1";
  member.seen.facts.lease_seconds = 120;
  member.life = Life::running;
  member.silent_s = 1;
  member.leased_chunks = 2;
  member.live = sample_standing();
  shared.members.push_back(member);
  member.seen.number = 2;
  member.seen.facts.slurm_job.clear();
  member.life = Life::killed;
  member.silent_s = 20;
  member.leased_chunks = 1;
  shared.members.push_back(member);
  member.seen.number = 3;
  member.seen.facts.host = "n7";
  member.life = Life::silent;
  member.silent_s = 48;
  member.leased_chunks = 0;
  member.live.reset();
  shared.members.push_back(member);
  return shared;
}

}  // namespace

TEST_CASE("members text: who works, who does not, and what each holds") {
  CHECK(members_text(three()) ==
        "1 at work, 1 not heard from, 1 killed; 3 chunks leased, 40 done\n"
        "            member 1 (process 77 on n2, Slurm job 5_1): at work, last sign of life 1.0 s "
        "ago; 2 chunks leased, 3 of 4 threads at work, 324 runs done at 5.50 runs/s; waiting for "
        "the last runs of a decision\n"
        "            member 2 (process 77 on n2): killed 20 s or less ago; 1 chunk leased\n"
        "            member 3 (process 77 on n7): not heard from for 48 s; 0 chunks leased");
  const std::string json = members_value(three()).json();
  CHECK(json.find(R"("state":"killed")") != std::string::npos);
  CHECK(json.find(R"("leased_chunks":2)") != std::string::npos);
}

TEST_CASE("member findings: what becomes of the chunks of those who do not work") {
  std::vector<StatusFinding> findings = member_findings(three());
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].what == "member 2 (process 77 on n2) was killed 20 s or less ago");
  CHECK(findings[0].advice ==
        "others take over its 1 chunk when its leases run out, at most 2:00 min after its last "
        "sign");
  CHECK(findings[1].what == "member 3 (process 77 on n7) was not heard from for 48 s");
  CHECK(findings[1].advice ==
        "see whether n7 answers and sees the folder; it holds no chunk: nothing is lost");
  SharedStanding alone = three();
  alone.members.erase(alone.members.begin());
  CHECK(member_findings(alone)[0].advice == "whoever comes next takes over its 1 chunk");
}

}  // namespace members_text_test
