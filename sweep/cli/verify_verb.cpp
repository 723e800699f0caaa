#include "sweep/cli/verify_verb.h"

#include <fmt/format.h>

#include "io/folder/result_folder.h"
#include "io/hdf5/verify.h"

namespace servesweep::sweep {
namespace {

ExitCode verify_folder(const CommandLine& line, Output& out) {
  const std::filesystem::path path = line.path("FOLDER");
  // A folder that is none of ours is the user's mistake, not damage.
  (void)io::ResultFolder::open_existing(path);
  const io::VerifyReport report = io::verify(path);
  for (const io::Finding& finding : report.findings) {
    out.write(fmt::format("{}: {}\n", finding.where, finding.text));
  }
  const std::size_t findings = report.findings.size();
  out.write(fmt::format(
      "{}: {}; {} of {} planned runs are there ({} failed), with {} request rows in {} shard{}\n",
      path.string(),
      report.sound() ? "sound" : fmt::format("{} finding{}", findings, findings == 1 ? "" : "s"),
      report.planned_runs - report.missing_runs, report.planned_runs, report.failed_runs,
      report.requests, report.shards, report.shards == 1 ? "" : "s"));
  return report.sound() ? ExitCode::success : ExitCode::not_verified;
}

}  // namespace

Verb verify_verb() {
  CommandLine line(
      {.name = "verify",
       .purpose = "read every byte of a result folder again and report what is wrong",
       .details =
           "Checks checksums, counts, keys, plausibility of every request row, and that the\n"
           "index agrees with the shards. Changes nothing. One finding per line. Missing\n"
           "runs are no finding: a study may be unfinished.",
       .examples = {"servesweep verify results/quickstart"},
       .exit_codes = {"0 sound", "1 failure", "2 bad input", "3 damage found"}});
  line.operand("FOLDER", "a result folder");
  return {.line = std::move(line), .run = verify_folder};
}

}  // namespace servesweep::sweep
