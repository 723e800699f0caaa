#include "sweep/cli/status_text.h"

#include <fmt/format.h>

#include "sweep/cli/all_journals.h"
#include "sweep/cli/duration_words.h"
#include "sweep/cli/members_text.h"
#include "sweep/cli/rate_words.h"

namespace servesweep::sweep {
namespace {

std::string where_words(const LiveStanding& live) {
  std::string words = fmt::format("process {} on {}", live.process.pid, live.process.host);
  if (!live.slurm_job.empty()) words += fmt::format(", Slurm job {}", live.slurm_job);
  return words;
}

std::string phase_words(const LiveStanding& live) {
  return live.phase_detail.empty() ? name_of(live.phase)
                                   : fmt::format("{} {}", name_of(live.phase), live.phase_detail);
}

/// Of members of a shared folder.
std::string members_state(const StatusView& view) {
  const std::string silent = duration_words(view.silent_s);
  switch (view.life) {
    case Life::running:
      return fmt::format("{}, last sign of life {} ago", name_of(view.state), silent);
    case Life::killed:
      return fmt::format("killed {} or less ago: no member is left", silent);
    case Life::lost:
      return fmt::format("lost: no sign of life of any member for {}", silent);
    default:
      return fmt::format("{}: no sign of life of any member for {}", name_of(view.state), silent);
  }
}

/// Begins with the word that programs get.
std::string state_words(const StatusView& view) {
  const std::string state = name_of(view.state);
  if (view.by_members) return members_state(view);
  if (!view.live) return state + (view.left() > 0 ? ": nobody has left word of working on it" : "");
  const LiveStanding& live = *view.live;
  const std::string silent = duration_words(view.silent_s);
  switch (view.life) {
    case Life::running:
      return fmt::format("{}, last sign of life {} ago; {}", phase_words(live), silent,
                         where_words(live));
    case Life::hanging:
      return fmt::format("{} ({}), no sign of life for {}; {}", state, phase_words(live), silent,
                         where_words(live));
    case Life::killed:
      return fmt::format("{} {} or less ago while {}; was {}", state, silent, phase_words(live),
                         where_words(live));
    case Life::lost:
      return fmt::format("{}: no sign of life for {}, so probably killed while {}; was {}", state,
                         silent, phase_words(live), where_words(live));
    default:
      return fmt::format("{}, ended {} ago; was {}", state, silent, where_words(live));
  }
}

std::string end_words(const StatusView& view) {
  if (view.left() == 0) return "all runs are done; what is left is to store and index them";
  if (!view.remaining) return "unknown: no run has ended lately";
  const RemainingTime& time = *view.remaining;
  std::string words = view.planned_is_most ? "in at most " : "in ";
  words += duration_words(time.seconds);
  if (!time.least_s) return words + " (too early for an interval)";
  if (!time.most_s) return words + fmt::format(" (at least {})", duration_words(*time.least_s));
  return words + fmt::format(" ({} to {}, by the spread of the last {})",
                             duration_words(*time.least_s), duration_words(*time.most_s),
                             duration_words(LiveMeter::kWindowSeconds *
                                            static_cast<double>(view.live->windows.size())));
}

double percent_done(const StatusView& view) {
  return view.planned == 0
             ? 100
             : 100.0 * static_cast<double>(view.done) / static_cast<double>(view.planned);
}

std::string run_lines(const StatusView& view) {
  std::string text = fmt::format("runs        {} of {}{} done ({:.1f} %), {} failed, {} left\n",
                                 view.done, view.planned_is_most ? "at most " : "", view.planned,
                                 percent_done(view), view.failed, view.left());
  std::string kinds;
  for (const FailureCount& kind : view.failures.counts()) {
    kinds += fmt::format("{}{} {}", kinds.empty() ? "" : ", ", kind.count, name_of(kind.kind));
  }
  if (!kinds.empty()) text += fmt::format("failures    {}\n", kinds);
  return text;
}

/// Rate, end and loss of a study at work.
std::string work_lines(const StatusView& view) {
  const LiveStanding& live = *view.live;
  const LiveLoss loss = loss_of(live);
  int threads = 0, idle = 0;
  for (const LiveRank& rank : live.ranks) {
    threads += rank.threads;
    idle += rank.idle_threads;
  }
  return fmt::format(
      "rate        {} in the last {}, {} overall\n"
      "ends        {}\n"
      "at work     {} of {} threads on {} rank{}{}\n"
      "if killed   {} finished runs are lost ({} of computing), and {} under way\n",
      rate_words(live.recent_per_s), duration_words(live.recent_s), rate_words(live.overall_per_s),
      end_words(view), threads - idle, threads, live.ranks.size(),
      live.ranks.size() == 1 ? "" : "s", view.by_members ? " of all members" : "",
      loss.finished_runs, duration_words(loss.computing_s), loss.under_way);
}

std::string disk_line(const StatusView& view) {
  std::string text = fmt::format("disk        {} shard{} with {} runs, {}", view.shards,
                                 view.shards == 1 ? "" : "s", view.stored,
                                 bytes_words(static_cast<double>(view.bytes)));
  if (view.expected_bytes && view.left() > 0) {
    text += fmt::format("; about {} when all are done",
                        bytes_words(static_cast<double>(*view.expected_bytes)));
  }
  return text + '\n';
}

std::string as_of_line(const StatusView& view) {
  if (view.exact) return "";
  if (view.by_members) {
    return "as of       now; runs that no shard holds yet are told by the members\n";
  }
  return fmt::format("as of       {} ago, told by the running process; --recount counts shards\n",
                     duration_words(view.silent_s));
}

}  // namespace

std::string status_text(const StatusView& view) {
  std::string text = fmt::format("study       {}\nstate       {}\n", view.study, state_words(view));
  text += run_lines(view);
  if (view.at_work() && view.live && !view.doubted) text += work_lines(view);
  text += disk_line(view);
  if (!view.search.empty()) text += fmt::format("search      {}\n", view.search);
  if (!view.seeds.empty()) text += fmt::format("seeds       {}\n", view.seeds);
  if (view.shared) text += fmt::format("members     {}\n", members_text(*view.shared));
  text += fmt::format("last event  {}\n", event_words(view.last_event));
  for (const std::string& note : view.notes) text += fmt::format("note        {}\n", note);
  text += as_of_line(view);
  return text;
}

std::string explanation_text(const std::vector<StatusFinding>& findings) {
  std::string text;
  for (const StatusFinding& finding : findings) {
    text += fmt::format("- {}: {}\n", finding.topic, finding.what);
    if (!finding.advice.empty()) text += fmt::format("  -> {}\n", finding.advice);
  }
  return text;
}

std::string status_line(const StatusView& view) {
  std::string text = fmt::format("{}: {} of {}{} done ({:.1f} %), {} failed", name_of(view.state),
                                 view.done, view.planned_is_most ? "at most " : "", view.planned,
                                 percent_done(view), view.failed);
  if (view.at_work() && view.live && !view.doubted) {
    text += fmt::format(", {}, ends {}", rate_words(view.live->recent_per_s), end_words(view));
  }
  return text + '\n';
}

}  // namespace servesweep::sweep
