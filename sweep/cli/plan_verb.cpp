#include "sweep/cli/plan_verb.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "io/folder/folder_marker.h"
#include "io/folder/result_folder.h"
#include "io/table/significant_text.h"
#include "sweep/cli/answer_format.h"
#include "sweep/cli/phrases.h"
#include "sweep/cli/plan_notes.h"
#include "sweep/cli/run_cells.h"
#include "sweep/cli/streamed_rows.h"
#include "sweep/run/another_study.h"
#include "sweep/run/folder_identity.h"
#include "sweep/run/kept_rows.h"
#include "sweep/run/pilot.h"
#include "sweep/run/planned_study.h"
#include "sweep/run/stored_outcomes.h"
#include "sweep/saturation/measured_study.h"
#include "sweep/study/idle_settings.h"

namespace servesweep::sweep {
namespace {

/// What a folder holds; nothing if `run` would create it. Problem if `run` would refuse it.
StoredOutcomes stored_outcomes(const std::filesystem::path& path, const Study& study,
                               const Plan& plan) {
  const io::FolderMarker wanted{.study = study.name(), .study_hash = folder_identity(study, plan)};
  refuse_another_study(path, study, wanted.study_hash);
  if (!io::check_usable(path, wanted)) return {};
  return StoredOutcomes::in(io::ResultFolder::open_existing(path));
}

/// Disk space of all runs, bytes.
double total_bytes(const Plan& plan, const Pilot& pilot) {
  return plan.core_seconds(pilot.bytes_per_run);  // the same sum over other figures
}

/// KV cache of an instance: of the baseline, and how far it varies if it depends on the point.
std::string kv_line(const Study& study, const Plan& plan) {
  const auto blocks = [](const PlannedPoint& point) { return point.scenario.kv.gpu_blocks; };
  const auto [least, most] = std::ranges::minmax(plan.points(), {}, blocks);
  std::string line = "KV cache: " + study.model().kv_text(plan.points().front().scenario);
  if (blocks(least) != blocks(most)) {
    line += fmt::format("; {} to {} over all points", blocks(least), blocks(most));
  }
  return line + '\n';
}

/// What a search may add to what is planned.
std::string search_line(const Study& study, const Plan& plan, const Pilot& pilot) {
  const std::size_t most = most_runs(study, plan);
  const std::size_t added = most - std::min(most, plan.distinct_count());
  const double seconds = static_cast<double>(added) * pilot.mean_seconds_per_run();
  return fmt::format("search: at most {} runs more, about {} core-seconds\n", added,
                     io::significant_text(seconds, 2));
}

/// What seeds by need may add to the first ones.
std::string seeds_line(const Study& study, const Plan& plan, const Pilot& pilot) {
  const std::size_t further = most_further_runs(study, plan);
  const double seconds = static_cast<double>(further) * pilot.mean_seconds_per_run();
  const bool after_search = learns(study.search().method);
  return fmt::format(
      "seeds by need: {} {}\n  (95 % interval): {}, at most {} more, about {} core-seconds\n",
      after_search ? "the points that rank shows get" : "every point gets",
      study.seeds_by_need()->text(),
      after_search ? "after the search" : fmt::format("{} runs first", plan.distinct_count()),
      further, io::significant_text(seconds, 2));
}

std::string plan_as_text(const Study& study, const Plan& plan,
                         const std::optional<StoredOutcomes>& stored) {
  const Pilot pilot = Pilot::run(study, plan);
  std::string text = plan.describe() + kv_line(study, plan) + warm_up_note(study);
  for (const std::string& note : idle_settings(study, plan)) text += "note: " + note + '\n';
  text += fmt::format("cost: about {} core-seconds and {} MB on disk",
                      io::significant_text(plan.core_seconds(pilot.seconds_per_run), 2),
                      io::significant_text(total_bytes(plan, pilot) / 1e6, 2));
  text += " (from a pilot: runs of the baseline, the least of up to five)\n";
  if (learns(study.search().method)) {
    text += search_line(study, plan, pilot) + shedding_note(study);
  }
  if (study.seeds_by_need()) text += seeds_line(study, plan, pilot);
  if (stored) {
    text += fmt::format("already there: {} of {} distinct runs\n", stored->done_of(plan),
                        plan.distinct_runs().size());
  }
  return text;
}

/// What JSON says beside the runs.
io::Value plan_value(const Study& study, const Plan& plan,
                     const std::optional<StoredOutcomes>& stored) {
  const Pilot pilot = Pilot::run(study, plan);
  const auto integer = [](std::size_t n) {
    return io::Value::integer(static_cast<std::int64_t>(n));
  };
  io::Value object = io::Value::map();
  object.set("study", io::Value::text(study.name()));
  object.set("fingerprint", io::Value::text(plan.fingerprint()));
  object.set("points", integer(plan.points().size()));
  object.set("left_out", integer(plan.left_out()));
  object.set("planned", integer(plan.runs().size()));
  object.set("distinct", integer(plan.distinct_runs().size()));
  if (study.seeds_by_need()) {
    object.set("most_further_runs", integer(most_further_runs(study, plan)));
  }
  if (stored)
    object.set("there", io::Value::integer(static_cast<std::int64_t>(stored->done_of(plan))));
  object.set("pilot_core_seconds", io::Value::number(plan.core_seconds(pilot.seconds_per_run)));
  object.set("pilot_bytes", io::Value::number(total_bytes(plan, pilot)));
  return object;
}

/// Every run, in plan order.
void write_rows(const Study& study, const Plan& plan, const std::optional<StoredOutcomes>& stored,
                const AnswerFormat& format, Output& out) {
  const RunCells identity(study, plan);
  std::vector<std::string> columns = identity.columns();
  columns.emplace_back("same_as");
  if (stored) columns.emplace_back("there");
  StreamedRows writer(out, format, columns,
                      format.is_json() ? plan_value(study, plan, stored) : io::Value::map());
  for (std::size_t i = 0; i < plan.runs().size(); ++i) {
    std::vector<io::TableCell> cells = identity.cells(RunId(static_cast<std::int32_t>(i)));
    cells.emplace_back(std::int64_t{plan.runs()[i].same_as.value()});
    if (stored) cells.emplace_back(stored->is_done(plan.runs()[i].key));
    writer.write(std::move(cells));
  }
  writer.finish();
}

ExitCode show_plan(const CommandLine& line, Output& out) {
  const AnswerFormat format = AnswerFormat::of(line);
  const Study study = read_measured_study(line.path("STUDY"), line.path("output"));
  const Plan plan = Plan::of(study);
  check_kept_rows(study, plan, requests_per_run(study));
  std::optional<StoredOutcomes> stored;
  if (line.has("output")) stored = stored_outcomes(line.path("output"), study, plan);
  if (format.is_for_people()) {
    out.write(block_text(plan_as_text(study, plan, stored), format.table()));
  } else {
    write_rows(study, plan, stored, format, out);
  }
  return ExitCode::success;
}

}  // namespace

Verb plan_verb() {
  CommandLine line(
      {.name = "plan",
       .purpose = "check a study and tell what it would run and cost; nothing is written",
       .details = "The cost comes from a pilot on this machine: the baseline, simulated once per\n"
                  "workload. csv and json list every run; 'same_as' is the first run that is the\n"
                  "same simulation.",
       .examples = {"servesweep plan configs/studies/quickstart.yaml",
                    "servesweep plan configs/studies/quickstart.yaml --format csv"},
       .exit_codes = usual_exit_codes()});
  line.operand("STUDY", "a study file")
      .value("--output,-o", "FOLDER", "count what this result folder holds already");
  AnswerFormat::declare(line);
  return {.line = std::move(line), .run = show_plan};
}

}  // namespace servesweep::sweep
