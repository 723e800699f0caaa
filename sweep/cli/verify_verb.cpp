#include "sweep/cli/verify_verb.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "engine/base/shown_text.h"
#include "io/folder/damaged_file.h"
#include "io/folder/result_folder.h"
#include "io/hdf5/repair.h"
#include "io/hdf5/verify.h"
#include "sweep/cli/answer_format.h"
#include "sweep/cli/cell_value.h"
#include "sweep/cli/paragraph.h"
#include "sweep/cli/phrases.h"
#include "sweep/cli/results.h"
#include "sweep/cli/status_worker.h"
#include "sweep/run/planned_study.h"
#include "sweep/run/run_journal.h"
#include "sweep/submit/shell_word.h"

namespace servesweep::sweep {
namespace {

namespace fs = std::filesystem;

/// A folder that is none of ours is the user's mistake, not damage.
void check_is_ours(const fs::path& path) {
  try {
    (void)io::ResultFolder::open_existing(path);
  } catch (const io::DamagedFile&) {
  }
}

std::string shown(const fs::path& path) {
  return engine::shown_text(path.string());
}

/// "of 1000 planned"; nothing if it cannot be planned, as one is told otherwise why.
std::string planned_words(const fs::path& path) {
  try {
    const io::ResultFolder folder = io::ResultFolder::open_existing(path);
    const Study study = study_of(folder);
    const Plan plan = plan_of(folder, study);
    return fmt::format(" of {}{} planned", learns(study.search().method) ? "at most " : "",
                       most_runs(study, plan));
  } catch (const engine::Problem&) {
    return "";
  }
}

/// Of a study whose index is still to be written, or to be written anew.
std::string unfinished_text(const fs::path& path, const io::VerifyReport& report) {
  return paragraph(
      fmt::format(
          "{}: {}unfinished: {} of {} intact, with {}{} runs ({} failed) and {} request rows; the "
          "index {}",
          shown(path), report.sound() ? "" : counted_text(report.findings.size(), "finding") + "; ",
          report.shards,
          counted_text(static_cast<std::size_t>(report.shards + report.damaged_shards), "shard"),
          report.runs, planned_words(path), report.failed_runs, report.requests,
          report.planned_runs == 0 ? "is not yet written" : "is of an earlier attempt"),
      0);
}

io::Table finding_rows(const io::VerifyReport& report) {
  io::Table table({{.header = "where"}, {.header = "finding"}});
  for (const io::Finding& finding : report.findings) table.add_row({finding.where, finding.text});
  return table;
}

std::string findings_text(const io::VerifyReport& report, io::TableFormat format) {
  if (report.findings.empty()) return "";
  if (format == io::TableFormat::markdown) return finding_rows(report).render(format) + '\n';
  std::string text;
  for (const io::Finding& finding : report.findings) {
    text += paragraph(engine::shown_text(fmt::format("{}: {}", finding.where, finding.text)), 0);
  }
  return text;
}

std::string report_text(const fs::path& path, const io::VerifyReport& report,
                        io::TableFormat format) {
  const std::string text = findings_text(report, format);
  if (report.unfinished && !report.indexed) return text + unfinished_text(path, report);
  return text + fmt::format(
                    "{}: {}; {} of {} planned runs are there ({} failed), with {} request rows in "
                    "{}\n",
                    shown(path),
                    report.sound() ? "sound" : counted_text(report.findings.size(), "finding"),
                    report.planned_runs - report.missing_runs, report.planned_runs,
                    report.failed_runs, report.requests,
                    counted_text(static_cast<std::size_t>(report.shards), "shard"));
}

/// How the user gets back what was moved away.
std::string next_command(const fs::path& path, const io::VerifyReport& report) {
  const fs::path resolved = path / "resolved.yaml";
  const bool sound =
      std::ranges::find(report.damaged, resolved) == report.damaged.end() && fs::exists(resolved);
  return fmt::format("servesweep run {} -o {}", sound ? shell_word(resolved.string()) : "STUDY",
                     shell_word(path.string()));
}

std::string repair_text(const fs::path& path, const io::RepairReport& repair) {
  std::string text;
  for (const io::RepairReport::Move& move : repair.moves) {
    text += fmt::format("{} -> {}\n", shown(move.from), shown(move.to));
  }
  if (repair.marker_rewritten) text += "servesweep.json was written anew from study.h5\n";
  if (repair.journal_rewritten) {
    text += "journal.log was written anew from its whole records";
    text += repair.dropped_records == 0
                ? "\n"
                : fmt::format(" but {}, which rest on what is lost: they are decided again\n",
                              counted_text(repair.dropped_records, "decision"));
  }
  if (repair.moves.empty()) return text + "nothing to move\n";
  return text + fmt::format("next: {}\n", next_command(path, repair.found));
}

/// "; process 4711 on n2 works on it"; empty if nobody does, or it cannot be told.
std::string worker_text(const fs::path& path, const StatusWorker& worker) {
  if (worker.words.empty()) return "";
  return fmt::format("{}: {}: what it has not committed yet is not in the shards\n", shown(path),
                     worker.words);
}

io::Value moves_value(const io::RepairReport& repair) {
  io::Value moves = io::Value::list();
  for (const io::RepairReport::Move& move : repair.moves) {
    moves.add(io::Value::map()
                  .set("from", io::Value::text(move.from.string()))
                  .set("to", io::Value::text(move.to.string())));
  }
  return moves;
}

io::Value report_value(const fs::path& path, const io::VerifyReport& report) {
  const auto integer = [](auto number) {
    return io::Value::integer(static_cast<std::int64_t>(number));
  };
  io::Value object = io::Value::map().set("folder", io::Value::text(path.string()));
  object.set("sound", io::Value::boolean(report.sound()));
  object.set("unfinished", io::Value::boolean(report.unfinished));
  object.set("planned_runs", integer(report.planned_runs));
  object.set("there_runs", integer(report.planned_runs - report.missing_runs));
  object.set("failed_runs", integer(report.failed_runs));
  object.set("request_rows", integer(report.requests));
  return object.set("shards", integer(report.shards));
}

/// `repair`: nothing if only a report is wanted.
std::string verify_answer(const fs::path& path, const io::VerifyReport& report,
                          const io::RepairReport* repair, const StatusWorker& worker,
                          const AnswerFormat& format) {
  if (format.is_csv()) return finding_rows(report).render(io::TableFormat::csv);
  if (!format.is_json()) {
    return report_text(path, report, format.table()) + worker_text(path, worker) +
           (repair == nullptr ? "" : block_text(repair_text(path, *repair), format.table()));
  }
  io::Value object = report_value(path, report);
  object.set("worker", io::Value::text(worker.words));
  if (repair != nullptr) object.set("moves", moves_value(*repair));
  return object.set("rows", rows_value(finding_rows(report))).json() + '\n';
}

ExitCode verify_folder(const CommandLine& line, Output& out) {
  const AnswerFormat format = AnswerFormat::of(line);
  const fs::path path = line.path("FOLDER");
  check_is_ours(path);
  if (!line.has("quarantine")) {
    const StatusWorker worker = StatusWorker::in(path, std::chrono::system_clock::now());
    const io::VerifyReport report = io::verify(path, worker.at_work);
    out.write(verify_answer(path, report, nullptr, worker, format));
    return report.sound() ? ExitCode::success : ExitCode::not_verified;
  }
  const io::RepairReport repair = io::repair(path, without_lost_decisions);
  out.write(verify_answer(path, repair.found, &repair, {}, format));
  return repair.found.sound() ? ExitCode::success : ExitCode::not_verified;
}

}  // namespace

Verb verify_verb() {
  CommandLine line(
      {.name = "verify",
       .purpose = "read every byte of a result folder again and report what is wrong",
       .details =
           "Checks checksums, counts, keys, plausibility of every request row, and that the\n"
           "index agrees with the shards. Changes nothing. Each finding begins a line. Missing\n"
           "runs are no finding, nor is an index that a study has not got to: it may be\n"
           "unfinished, and somebody may be at work on it.\n"
           "With --quarantine what is damaged is moved to FOLDER/quarantine/, where nothing is\n"
           "ever deleted or overwritten; the command that it ends with makes it anew.",
       .examples = {"servesweep verify results/quickstart",
                    "servesweep verify --quarantine results/quickstart"},
       .exit_codes = {"0 sound", "1 failure", "2 bad input", "3 damage found"}});
  line.operand("FOLDER", "a result folder")
      .flag("--quarantine", "move damaged files aside, so that the study can go on");
  AnswerFormat::declare(line);
  return {.line = std::move(line), .run = verify_folder};
}

}  // namespace servesweep::sweep
