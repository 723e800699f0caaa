#include "sweep/cli/verify_verb.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/folder/damaged_file.h"
#include "io/folder/result_folder.h"
#include "io/hdf5/repair.h"
#include "io/hdf5/verify.h"
#include "sweep/cli/answer_format.h"
#include "sweep/cli/cell_value.h"
#include "sweep/cli/phrases.h"
#include "sweep/run/run_journal.h"

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

std::string counted(std::size_t count, const std::string& noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
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
    text += fmt::format("{}: {}\n", finding.where, finding.text);
  }
  return text;
}

std::string report_text(const fs::path& path, const io::VerifyReport& report,
                        io::TableFormat format) {
  return findings_text(report, format) +
         fmt::format(
             "{}: {}; {} of {} planned runs are there ({} failed), with {} request rows in "
             "{}\n",
             path.string(), report.sound() ? "sound" : counted(report.findings.size(), "finding"),
             report.planned_runs - report.missing_runs, report.planned_runs, report.failed_runs,
             report.requests, counted(static_cast<std::size_t>(report.shards), "shard"));
}

/// How the user gets back what was moved away.
std::string next_command(const fs::path& path, const io::VerifyReport& report) {
  const fs::path resolved = path / "resolved.yaml";
  const bool sound =
      std::ranges::find(report.damaged, resolved) == report.damaged.end() && fs::exists(resolved);
  return fmt::format("servesweep run {} -o {}", sound ? resolved.string() : "STUDY", path.string());
}

std::string repair_text(const fs::path& path, const io::RepairReport& repair) {
  std::string text;
  for (const io::RepairReport::Move& move : repair.moves) {
    text += fmt::format("{} -> {}\n", move.from.string(), move.to.string());
  }
  if (repair.marker_rewritten) text += "servesweep.json was written anew from study.h5\n";
  if (repair.journal_rewritten) {
    text += "journal.log was written anew from its whole records";
    text += repair.dropped_records == 0
                ? "\n"
                : fmt::format(" but {}, which rest on what is lost: they are decided again\n",
                              counted(repair.dropped_records, "decision"));
  }
  if (repair.moves.empty()) return text + "nothing to move\n";
  return text + fmt::format("next: {}\n", next_command(path, repair.found));
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
  object.set("planned_runs", integer(report.planned_runs));
  object.set("there_runs", integer(report.planned_runs - report.missing_runs));
  object.set("failed_runs", integer(report.failed_runs));
  object.set("request_rows", integer(report.requests));
  return object.set("shards", integer(report.shards));
}

/// `repair`: nothing if only a report is wanted.
std::string answer(const fs::path& path, const io::VerifyReport& report,
                   const io::RepairReport* repair, const AnswerFormat& format) {
  if (format.is_csv()) return finding_rows(report).render(io::TableFormat::csv);
  if (!format.is_json()) {
    return report_text(path, report, format.table()) +
           (repair == nullptr ? "" : block_text(repair_text(path, *repair), format.table()));
  }
  io::Value object = report_value(path, report);
  if (repair != nullptr) object.set("moves", moves_value(*repair));
  return object.set("rows", rows_value(finding_rows(report))).json() + '\n';
}

ExitCode verify_folder(const CommandLine& line, Output& out) {
  const AnswerFormat format = AnswerFormat::of(line);
  const fs::path path = line.path("FOLDER");
  check_is_ours(path);
  if (!line.has("quarantine")) {
    const io::VerifyReport report = io::verify(path);
    out.write(answer(path, report, nullptr, format));
    return report.sound() ? ExitCode::success : ExitCode::not_verified;
  }
  const io::RepairReport repair = io::repair(path, without_lost_decisions);
  out.write(answer(path, repair.found, &repair, format));
  return repair.found.sound() ? ExitCode::success : ExitCode::not_verified;
}

}  // namespace

Verb verify_verb() {
  CommandLine line(
      {.name = "verify",
       .purpose = "read every byte of a result folder again and report what is wrong",
       .details =
           "Checks checksums, counts, keys, plausibility of every request row, and that the\n"
           "index agrees with the shards. Changes nothing. One finding per line. Missing\n"
           "runs are no finding: a study may be unfinished.\n"
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
