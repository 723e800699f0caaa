#include "sweep/cli/status_verb.h"

#include <fmt/format.h>

#include "io/journal/journal.h"
#include "io/yaml/value.h"
#include "sweep/cli/history_verb.h"
#include "sweep/cli/results.h"
#include "sweep/cli/seeds_history.h"
#include "sweep/cli/stored_runs.h"
#include "sweep/run/failure_lines.h"
#include "sweep/run/planned_study.h"

namespace servesweep::sweep {
namespace {

/// Progress, counted in different simulations.
struct Progress {
  std::string study;
  std::int64_t planned = 0, done = 0, failed = 0;
  std::int64_t shards = 0, bytes = 0, journal_records = 0;
  std::string last_event;  ///< the journal's last record: a JSON object
  FailureTally failures;
  std::string failed_runs;  ///< lines: kinds, with reasons
  std::string search;       ///< where a search stands; empty without one
  std::string seeds;        ///< where seeds by need stand; empty without them

  [[nodiscard]] std::int64_t left() const { return planned - done - failed; }
};

Progress progress_of(const std::filesystem::path& path) {
  const io::ResultFolder folder = io::ResultFolder::open_existing(path);
  const Study study = study_of(folder);
  const Plan plan = plan_of(folder, study);
  const StoredRuns stored = StoredRuns::in(folder);
  Progress progress;
  progress.study = folder.marker().study;
  progress.planned = static_cast<std::int64_t>(most_runs(study, plan));
  progress.done = stored.done_of(plan);
  progress.failures = stored.failures_of(plan);
  progress.failed = static_cast<std::int64_t>(progress.failures.total());
  progress.failed_runs = failure_lines(progress.failures, plan, "            ");
  progress.shards = stored.shards;
  progress.bytes = stored.bytes;
  const io::JournalContent journal = io::read_journal(folder.journal_file());
  progress.journal_records = static_cast<std::int64_t>(journal.records.size());
  if (!journal.records.empty()) progress.last_event = journal.records.back();
  if (learns(study.search().method)) progress.search = standing_of(path);
  if (study.seeds_by_need()) progress.seeds = seeds_standing_of(path);
  return progress;
}

std::string as_json(const Progress& progress) {
  io::Value object = io::Value::map();
  object.set("study", io::Value::text(progress.study));
  object.set("planned", io::Value::integer(progress.planned));
  object.set("done", io::Value::integer(progress.done));
  object.set("failed", io::Value::integer(progress.failed));
  io::Value kinds = io::Value::map();
  for (std::size_t i = 0; i < kFailureKinds; ++i) {
    const auto kind = static_cast<FailureKind>(i);
    kinds.set(name_of(kind),
              io::Value::integer(static_cast<std::int64_t>(progress.failures.of(kind))));
  }
  object.set("failed_by_kind", std::move(kinds));
  object.set("left", io::Value::integer(progress.left()));
  object.set("shards", io::Value::integer(progress.shards));
  object.set("bytes", io::Value::integer(progress.bytes));
  object.set("journal_records", io::Value::integer(progress.journal_records));
  object.set("last_event", io::Value::text(progress.last_event));
  if (!progress.search.empty()) object.set("search", io::Value::text(progress.search));
  if (!progress.seeds.empty()) object.set("seeds", io::Value::text(progress.seeds));
  return object.json() + '\n';
}

/// The beginning of an event that may be long, as decisions are.
std::string short_event(const std::string& event) {
  constexpr std::size_t kMost = 100;
  if (event.empty()) return "none";
  return event.size() <= kMost ? event : event.substr(0, kMost) + " ..";
}

std::string as_text(const Progress& progress) {
  const double percent = progress.planned == 0 ? 100
                                               : 100.0 * static_cast<double>(progress.done) /
                                                     static_cast<double>(progress.planned);
  std::string search =
      progress.search.empty() ? "" : fmt::format("search      {}\n", progress.search);
  if (!progress.seeds.empty()) search += fmt::format("seeds       {}\n", progress.seeds);
  return fmt::format(
      "study       {}\n"
      "runs        {} of {} done ({:.1f} %), {} failed, {} left\n"
      "{}"
      "shards      {} with {} bytes\n"
      "{}"
      "last event  {}\n",
      progress.study, progress.done, progress.planned, percent, progress.failed, progress.left(),
      progress.failed_runs, progress.shards, progress.bytes, search,
      short_event(progress.last_event));
}

ExitCode show_status(const CommandLine& line, Output& out) {
  const std::string format = line.word("format", {"text", "json"});
  const Progress progress = progress_of(line.path("FOLDER"));
  out.write(format == "json" ? as_json(progress) : as_text(progress));
  return ExitCode::success;
}

}  // namespace

Verb status_verb() {
  CommandLine line(
      {.name = "status",
       .purpose = "tell how far a study is, also while it runs",
       .details =
           "Counts what is committed to disk; each rank commits at least once a minute. Runs\n"
           "that are the same simulation count once. The last event is the journal's: after\n"
           "'end' nothing runs; after anything else it runs or was killed.",
       .examples = {"servesweep status results/quickstart --format json"},
       .exit_codes = usual_exit_codes()});
  line.operand("FOLDER", "a result folder").value("--format", "FORMAT", "text or json", "text");
  return {.line = std::move(line), .run = show_status};
}

}  // namespace servesweep::sweep
