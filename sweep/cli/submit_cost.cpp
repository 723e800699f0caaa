#include "sweep/cli/submit_cost.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/folder/folder_marker.h"
#include "io/folder/result_folder.h"
#include "io/table/significant_text.h"
#include "sweep/run/pilot.h"
#include "sweep/run/planned_study.h"
#include "sweep/run/stored_outcomes.h"

namespace servesweep::sweep {
namespace {

constexpr double kSecondsPerHour = 3600;

std::string work(double core_seconds) {
  const bool little = core_seconds < kSecondsPerHour;
  return io::significant_text(little ? core_seconds : core_seconds / kSecondsPerHour, 2) +
         (little ? " core-seconds" : " core-hours");
}

std::size_t runs_there(const SubmittableStudy& submitted) {
  if (!io::read_marker(submitted.output)) return 0;
  return StoredOutcomes::in(io::ResultFolder::open_existing(submitted.output))
      .done_of(*submitted.plan);
}

std::string asked(const SlurmJob& job) {
  const double most = static_cast<double>(job.cpus() * job.time.seconds());
  return fmt::format("asked of Slurm: {} CPUs for at most {}, {}\n", job.cpus(), job.time.text(),
                     work(most));
}

/// What the forecast rests on, and how far points differ.
std::string spread_text(const Pilot::Spread& spread, double core_seconds) {
  if (spread.points == 1) return "  (from runs of the baseline; other points may differ)\n";
  return fmt::format(
      "  (from runs of the baseline; if all went like the {} points tried: {} to {})\n",
      spread.points, work(spread.least * core_seconds), work(spread.most * core_seconds));
}

/// "12 s", "3.4 h".
std::string span(double seconds) {
  const bool long_one = seconds >= kSecondsPerHour;
  return io::significant_text(long_one ? seconds / kSecondsPerHour : seconds, 2) +
         (long_one ? " h" : " s");
}

}  // namespace

std::string submit_cost(const SubmittableStudy& submitted, const SlurmJob& job) {
  if (!submitted.plan) {
    return "cost: not known before its loads are measured, which the job does first\n" + asked(job);
  }
  const Study& study = submitted.study;
  const Plan& plan = *submitted.plan;
  const Pilot pilot = Pilot::run(study, plan);
  const std::size_t planned = plan.distinct_count();
  const std::size_t left = planned - std::min(planned, runs_there(submitted));
  const double share =
      static_cast<double>(left) / static_cast<double>(std::max<std::size_t>(planned, 1));
  const double core_seconds = plan.core_seconds(pilot.seconds_per_run) * share;
  const double seconds = core_seconds / static_cast<double>(job.cpus());
  std::string text =
      fmt::format("cost: {} of {} runs are left, about {} by a pilot here, {} on {} CPUs\n", left,
                  planned, work(core_seconds), span(seconds), job.cpus());
  text += spread_text(pilot.spread(study, plan), core_seconds);
  const std::size_t most = most_runs(study, plan) + most_further_runs(study, plan);
  if (most > planned) {
    text += fmt::format("and at most {} runs more that it decides on, about {}\n", most - planned,
                        work(static_cast<double>(most - planned) * pilot.mean_seconds_per_run()));
  }
  text += asked(job);
  if (seconds > static_cast<double>(job.time.seconds())) {
    text += job.requeue ? "that is more than one job: it goes back into the queue by itself\n"
                        : "that is more than one job may take: ask for more, or give --requeue\n";
  }
  return text;
}

}  // namespace servesweep::sweep
