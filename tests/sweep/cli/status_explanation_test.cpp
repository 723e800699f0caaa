#include "sweep/cli/status_explanation.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/sweep/run/sample_standing.h"

namespace status_explanation_test {

using namespace servesweep::sweep;

namespace {

/// Two ranks of two threads that are all busy.
StatusView busy() {
  StatusView view;
  view.life = Life::running;
  view.live = sample_standing();
  LiveStanding& live = *view.live;
  live.phase = LivePhase::running;
  live.recent_use = {.total_s = 120, .idle_s = {}};
  for (LiveRank& rank : live.ranks) {
    rank.idle_threads = 0;
    rank.processors_used = 1.9;
    rank.machine_processors = 2;
  }
  return view;
}

std::string said(const StatusView& view, const std::string& topic) {
  std::string text;
  for (const StatusFinding& finding : explain_status(view)) {
    if (finding.topic == topic) text += finding.what + " -> " + finding.advice + '\n';
  }
  return text;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

double& idle(StatusView& view, IdleReason reason) {
  return view.live->recent_use.idle_s[static_cast<std::size_t>(reason)];
}

}  // namespace

TEST_CASE("explanation: nothing is amiss while all threads compute") {
  CHECK(contains(said(busy(), "idle"), "all threads compute"));
  CHECK(said(busy(), "processors").empty());
  CHECK(said(busy(), "storing").empty());
  CHECK(said(busy(), "state").empty());
}

TEST_CASE("explanation: each reason to be idle has its share and its advice") {
  StatusView view = busy();
  idle(view, IdleReason::waiting_for_decision) = 30;
  idle(view, IdleReason::waiting_for_runs) = 12;
  idle(view, IdleReason::tail) = 3;  // 2.5 %: not worth a sentence
  view.live->ranks[1].idle_threads = 2;
  view.live->ranks[1].idle_reason = IdleReason::waiting_for_decision;
  const std::string text = said(view, "idle");
  CHECK(
      contains(text, "25 % of the thread time of the last 30 s was idle: waiting for the search"));
  CHECK(contains(text, "now rank 1 on n3"));
  CHECK(contains(text, "the search itself is the bottleneck"));
  CHECK(contains(text, "10 % of"));
  CHECK(contains(text, "9 runs are under way, and the longest so far took 1.5 s"));
  CHECK_FALSE(contains(text, "nothing left"));
  CHECK_FALSE(contains(text, "all threads compute"));
}

TEST_CASE("explanation: a tail is no reason to add ranks") {
  StatusView view = busy();
  idle(view, IdleReason::tail) = 60;
  CHECK(contains(said(view, "idle"), "50 % of"));
  CHECK(contains(said(view, "idle"), "more ranks would not help"));
}

TEST_CASE("explanation: silent ranks are named, and where to look") {
  StatusView view = busy();
  view.live->ranks[1].idle_threads = 2;
  view.live->ranks[1].idle_reason = IdleReason::silent;
  view.live->ranks[1].silent_s = 43;
  CHECK(contains(said(view, "idle"), "rank 1 on n3: not heard for up to 43 s"));
  CHECK(contains(said(view, "idle"), "logs/rank-0001.log"));
}

TEST_CASE("explanation: threads that share processors, and processors that nobody uses") {
  StatusView view = busy();
  view.live->ranks[1].host = "n2";
  CHECK(contains(said(view, "processors"), "4 threads of ranks 0, 1 on n2 share the 2 processors"));

  view = busy();
  view.live->ranks[0].processors = view.live->ranks[0].machine_processors = 64;
  CHECK(contains(said(view, "processors"), "n2 has 64 processors for this job, and 2 threads use"));
  CHECK(contains(said(view, "processors"), "--threads 64 uses all"));

  view = busy();
  view.live->ranks[0].processors = 1;
  CHECK(contains(said(view, "processors"), "rank 0 on n2 may use 1 of its node's 2 processors"));
}

TEST_CASE("explanation: a rank that does not get its processors") {
  StatusView view = busy();
  view.live->ranks[1].processors_used = 1.1;
  CHECK(contains(said(view, "processors"),
                 "rank 1 on n3 gets the work of 1.1 processors, and its busy threads could use 2"));
  view.live->ranks[1].processors_used = 1.5;
  CHECK(said(view, "processors").empty());
}

TEST_CASE("explanation: storing that takes a main thread's time") {
  StatusView view = busy();
  view.live->ranks[1].storing_share = 0.62;
  CHECK(contains(said(view, "storing"), "the main thread of rank 1 on n3 spends 62 % of its time"));
}

TEST_CASE("explanation: failures by kind with their first reason, and the loss") {
  StatusView view = busy();
  view.failures = view.live->failures;
  CHECK(contains(said(view, "failures"),
                 "2 runs failed by 'time', the first with: not done after 600 s"));
  CHECK(contains(said(view, "failures"), "1 run failed by 'error'"));
  CHECK(contains(said(view, "loss"),
                 "would lose 103 runs that are finished (26 s of computing; the last commit of one "
                 "rank is 31 s ago), and 3 under way"));
}

TEST_CASE("explanation: of a study at which nobody works, what became of it and how to go on") {
  StatusView view = busy();
  view.planned = 1000;
  view.folder = "a copy";
  view.life = Life::killed;
  view.state = StudyState::killed;
  view.stored = 303;  // of 403 that it said were finished
  CHECK(contains(said(view, "state"), "process 77 on n2 was killed; with it went about 100 runs"));
  CHECK(contains(said(view, "state"), "(25 s of computing)"));
  CHECK(contains(said(view, "state"),
                 "to continue: servesweep run 'a copy/resolved.yaml' -o 'a copy' (it was "
                 "started by: servesweep run \"a b.yaml\")"));
  CHECK(said(view, "loss").empty());
  view.life = Life::lost;
  view.silent_s = 300;
  CHECK(contains(said(view, "state"), "gave no sign of life for 5:00 min"));
  view.life = Life::hanging;
  CHECK(contains(said(view, "state"), "is there, but gave no sign of life for 5:00 min"));

  view.life = Life::ended;
  view.state = StudyState::drained;
  view.planned = 10;
  view.done = 8;
  CHECK(contains(said(view, "state"), "it stopped early; 2 runs left"));
  view.state = StudyState::incomplete;
  CHECK(contains(said(view, "state"), "shards of it are missing; 2 runs left"));
  view.state = StudyState::failed;
  view.live->error = "no space";
  CHECK(contains(said(view, "state"), "it failed: no space"));
  view.state = StudyState::complete_with_failed_runs;
  view.done = 10;
  CHECK(contains(said(view, "state"), "it is complete with failed runs"));
  view.life = Life::unknown;
  view.live.reset();
  CHECK(contains(said(view, "state"), "nobody is known to work on it"));
}

TEST_CASE("explanation: of members that share a folder, what is amiss with each") {
  StatusView view = busy();
  view.by_members = true;
  view.shared.emplace();
  SharedStanding::Member member;
  member.seen.facts.host = "n2";
  member.life = Life::running;
  view.shared->members.push_back(member);
  CHECK(contains(said(view, "idle"), "further members on further processors would be faster"));
  member.life = Life::killed;
  view.shared->members.push_back(member);
  CHECK(contains(said(view, "member"), "was killed"));
  for (LiveRank& rank : view.live->ranks) rank.member = 4;
  view.live->ranks[1].rank_of_member = 1;
  view.live->ranks[1].idle_threads = 1;
  view.live->ranks[1].idle_reason = IdleReason::waiting_for_lease;
  idle(view, IdleReason::waiting_for_lease) = 60;
  CHECK(contains(said(view, "idle"),
                 "other members hold all that is left; now rank 1 of member 4 on n3"));

  view.life = Life::killed;
  view.live.reset();
  view.planned = 10;
  view.done = 8;
  view.folder = "out";
  CHECK(contains(said(view, "state"),
                 "no member is at work; 2 runs left -> to continue: servesweep run "
                 "out/resolved.yaml -o out, with --shared if several are to work on it"));
}

TEST_CASE("explanation: figures that the shards contradict are not explained") {
  StatusView view = busy();
  view.doubted = true;
  CHECK(said(view, "idle").empty());
  CHECK(said(view, "loss").empty());
}

TEST_CASE("explanation: phases in which nothing is simulated") {
  StatusView view = busy();
  view.live->phase = LivePhase::repeating;
  view.live->phase_detail = "7 of 25";
  CHECK(contains(said(view, "state"), "it is repeating decisions (7 of 25)"));
}

}  // namespace status_explanation_test
