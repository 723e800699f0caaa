#include "sweep/cli/status_text.h"

#include <fmt/format.h>

#include "io/table/significant_text.h"
#include "sweep/cli/duration_words.h"

namespace servesweep::sweep {
namespace {

std::string rate_words(double per_s) {
  if (per_s >= 1 || per_s <= 0) return io::significant_text(per_s, 3) + " runs/s";
  constexpr double kSecondsPerHour = 3600;
  return io::significant_text(per_s * kSecondsPerHour, 3) + " runs/h";
}

std::string where_words(const LiveStanding& live) {
  std::string words = fmt::format("process {} on {}", live.process.pid, live.process.host);
  if (!live.slurm_job.empty()) words += fmt::format(", Slurm job {}", live.slurm_job);
  return words;
}

std::string phase_words(const LiveStanding& live) {
  return live.phase_detail.empty() ? name_of(live.phase)
                                   : fmt::format("{} {}", name_of(live.phase), live.phase_detail);
}

std::string state_words(const StatusView& view) {
  if (!view.live) return "not known: there is no live.json";
  const LiveStanding& live = *view.live;
  const std::string silent = duration_words(view.silent_s);
  switch (view.life) {
    case Life::running:
      return fmt::format("{}, last sign of life {} ago; {}", phase_words(live), silent,
                         where_words(live));
    case Life::hanging:
      return fmt::format("hanging ({}), no sign of life for {}; {}", phase_words(live), silent,
                         where_words(live));
    case Life::killed:
      return fmt::format("killed {} or less ago while {}; was {}", silent, phase_words(live),
                         where_words(live));
    case Life::lost:
      return fmt::format("no sign of life for {}, so probably killed while {}; was {}", silent,
                         phase_words(live), where_words(live));
    default:
      return fmt::format("{} {} ago; was {}",
                         live.phase == LivePhase::done ? "complete, ended" : name_of(live.phase),
                         silent, where_words(live));
  }
}

std::string end_words(const StatusView& view) {
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
  if (!view.failures.all().empty()) {
    text += "failures    ";
    for (const FailureGroup& group : view.failures.all()) {
      if (&group != &view.failures.all().front()) text += ", ";
      text += fmt::format("{} {}", group.count, group.kind);
    }
    text += '\n';
  }
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
      "at work     {} of {} threads on {} rank{}\n"
      "if killed   {} finished runs are lost ({} of computing), and {} under way\n",
      rate_words(live.recent_per_s), duration_words(live.recent_s), rate_words(live.overall_per_s),
      end_words(view), threads - idle, threads, live.ranks.size(),
      live.ranks.size() == 1 ? "" : "s", loss.finished_runs, duration_words(loss.computing_s),
      loss.under_way);
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

/// The beginning of an event that may be long, as decisions are.
std::string short_event(const std::string& event) {
  constexpr std::size_t kMost = 100;
  if (event.empty()) return "none";
  return event.size() <= kMost ? event : event.substr(0, kMost) + " ..";
}

}  // namespace

std::string status_text(const StatusView& view) {
  std::string text = fmt::format("study       {}\nstate       {}\n", view.study, state_words(view));
  text += run_lines(view);
  if (view.at_work()) text += work_lines(view);
  text += disk_line(view);
  if (!view.search.empty()) text += fmt::format("search      {}\n", view.search);
  if (!view.seeds.empty()) text += fmt::format("seeds       {}\n", view.seeds);
  if (view.shared) text += fmt::format("members     {}\n", view.shared->text());
  text += fmt::format("last event  {}\n", short_event(view.last_event));
  if (!view.exact) {
    text +=
        fmt::format("as of       {} ago, told by the running process; --recount counts shards\n",
                    duration_words(view.silent_s));
  }
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
  std::string text = fmt::format("{}: {} of {}{} done ({:.1f} %), {} failed", name_of(view.life),
                                 view.done, view.planned_is_most ? "at most " : "", view.planned,
                                 percent_done(view), view.failed);
  if (view.at_work()) {
    text += fmt::format(", {}, ends {}", rate_words(view.live->recent_per_s), end_words(view));
  }
  return text + '\n';
}

}  // namespace servesweep::sweep
