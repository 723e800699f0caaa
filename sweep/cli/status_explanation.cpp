#include "sweep/cli/status_explanation.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "sweep/cli/duration_words.h"
#include "sweep/cli/idle_findings.h"
#include "sweep/cli/member_findings.h"
#include "sweep/cli/node_findings.h"
#include "sweep/submit/shell_word.h"

namespace servesweep::sweep {
namespace {

using Findings = std::vector<StatusFinding>;

void append(Findings& findings, Findings more) {
  findings.insert(findings.end(), std::make_move_iterator(more.begin()),
                  std::make_move_iterator(more.end()));
}

std::string runs_words(std::size_t runs) {
  return fmt::format("{} run{}", runs, runs == 1 ? "" : "s");
}

void add_failures(const StatusView& view, Findings& findings) {
  for (const FailureCount& kind : view.failures.counts()) {
    findings.push_back(
        {.topic = "failures",
         .what = fmt::format("{} failed by '{}', the first with: {}", runs_words(kind.count),
                             name_of(kind.kind), kind.first_reason),
         .advice = "their figures are missing; 'servesweep export' lists them"});
  }
}

void add_loss(const LiveStanding& live, Findings& findings) {
  const LiveLoss loss = loss_of(live);
  if (loss.finished_runs + loss.under_way == 0) return;
  findings.push_back(
      {.topic = "loss",
       .what =
           fmt::format("killed now, it would lose {} that are finished ({} of computing; the last "
                       "commit of one rank is {} ago), and {} under way",
                       runs_words(loss.finished_runs), duration_words(loss.computing_s),
                       duration_words(loss.since_commit_s), loss.under_way),
       .advice =
           "stop it with SIGTERM or SIGUSR1 instead of SIGKILL, then nothing that is finished "
           "is lost"});
}

/// Over all ranks.
double mean_run_s(const LiveStanding& live) {
  double seconds = 0;
  std::size_t runs = 0;
  for (const LiveRank& rank : live.ranks) {
    const std::size_t finished = rank.finished + rank.unreported;
    seconds += static_cast<double>(finished) * rank.mean_run_s;
    runs += finished;
  }
  return runs == 0 ? 0 : seconds / static_cast<double>(runs);
}

void add_phase(const LiveStanding& live, Findings& findings) {
  if (live.phase == LivePhase::running || live.phase == LivePhase::searching ||
      live.phase == LivePhase::seeding || live.phase == LivePhase::finalists) {
    return;
  }
  std::string advice;
  if (live.phase == LivePhase::repeating) {
    advice = "a search that continues thinks its former decisions again; simulations wait for it";
  } else if (live.phase == LivePhase::planning) {
    advice = "rank 0 reads what the folder holds; simulations wait for it";
  }
  findings.push_back({.topic = "state",
                      .what = fmt::format(
                          "it is {}{}", name_of(live.phase),
                          live.phase_detail.empty() ? "" : fmt::format(" ({})", live.phase_detail)),
                      .advice = advice});
}

/// With the folder that was asked about: it may be a copy, or be reached by another path now.
std::string continue_words(const StatusView& view) {
  const std::string command =
      fmt::format("servesweep run {} -o {}", shell_word((view.folder / "resolved.yaml").string()),
                  shell_word(view.folder.string()));
  if (view.shared) return command + ", with --shared if several are to work on it";
  if (!view.live) return command;
  return fmt::format("{} (it was started by: {})", command, view.live->command);
}

StatusFinding hanging_finding(const StatusView& view) {
  return {.topic = "state",
          .what = fmt::format("process {} on {} is there, but gave no sign of life for {}",
                              view.live->process.pid, view.live->process.host,
                              duration_words(view.silent_s)),
          .advice =
              "it is stopped, or the disk of the result folder hangs; what is said below is "
              "as of then"};
}

Findings explain_work(const StatusView& view) {
  Findings findings;
  if (view.by_members) append(findings, member_findings(*view.shared));
  if (!view.live || view.doubted) return findings;
  const LiveStanding& live = *view.live;
  if (view.life == Life::hanging && !view.by_members) findings.push_back(hanging_finding(view));
  add_phase(live, findings);
  append(findings, idle_findings(live));
  append(findings, node_findings(live));
  if (findings.empty()) {
    findings.push_back(
        {.topic = "idle",
         .what = "all threads compute",
         .advice = view.by_members
                       ? "further members on further processors would be faster: each is the same "
                         "command"
                       : "more ranks or threads on further processors would be faster"});
  }
  return findings;
}

StatusFinding death_finding(const StatusView& view) {
  const LiveStanding& live = *view.live;
  const std::size_t finished = live.done + live.failed;
  const std::size_t lost = finished - std::min(finished, view.stored);
  const std::string how = view.life == Life::killed ? "was killed"
                                                    : fmt::format("gave no sign of life for {}",
                                                                  duration_words(view.silent_s));
  return {
      .topic = "state",
      .what = fmt::format("process {} on {} {}; with it went about {} that were finished and not "
                          "committed ({} of computing)",
                          live.process.pid, live.process.host, how, runs_words(lost),
                          duration_words(static_cast<double>(lost) * mean_run_s(live))),
      .advice = {}};
}

StatusFinding end_finding(const StatusView& view) {
  if (view.state == StudyState::failed) {
    const std::string& error = view.live->error;
    return {.topic = "state",
            .what = "it failed: " + (error.empty() ? std::string("see what it printed") : error),
            .advice = {}};
  }
  if (view.left() == 0) {
    return {.topic = "state", .what = fmt::format("it is {}", name_of(view.state)), .advice = {}};
  }
  const std::string how =
      view.state == StudyState::incomplete ? "shards of it are missing" : "it stopped early";
  return {.topic = "state",
          .what = fmt::format("{}; {} left", how, runs_words(view.left())),
          .advice = {}};
}

StatusFinding damage_finding(const StatusView& view) {
  return {.topic = "damage",
          .what = "shards of it cannot be read, so that nobody can rank or continue it",
          .advice = "servesweep verify --quarantine " + shell_word(view.folder.string()) +
                    " moves them away; what they held is run again"};
}

/// Of a study at which nobody works.
Findings explain_rest(const StatusView& view) {
  Findings findings;
  if (view.by_members) {
    findings = member_findings(*view.shared);
    findings.push_back(
        {.topic = "state",
         .what = fmt::format("no member is at work; {} left", runs_words(view.left())),
         .advice = {}});
  } else if (!view.live) {
    findings.push_back(
        {.topic = "state",
         .what = fmt::format("nobody is known to work on it; {} left", runs_words(view.left())),
         .advice = {}});
  } else {
    findings.push_back(view.life == Life::ended ? end_finding(view) : death_finding(view));
  }
  if (view.left() > 0 || view.state == StudyState::failed) {
    findings.back().advice = "to continue: " + continue_words(view);
  }
  return findings;
}

}  // namespace

std::vector<StatusFinding> explain_status(const StatusView& view) {
  Findings findings;
  if (view.damaged) findings.push_back(damage_finding(view));  // first: nothing goes on before
  append(findings, view.at_work() ? explain_work(view) : explain_rest(view));
  add_failures(view, findings);
  if (view.at_work() && view.live && !view.doubted) add_loss(*view.live, findings);
  return findings;
}

}  // namespace servesweep::sweep
