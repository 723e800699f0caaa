#include "sweep/cli/search_note.h"

#include <fmt/format.h>

#include "io/journal/journal.h"
#include "sweep/run/live_format.h"
#include "sweep/run/planned_study.h"

namespace servesweep::sweep {
namespace {

/// A search may end with fewer runs than it might have made; then the run that ended it says so. A
/// folder of an older version has only its journal: the last run left nothing undone.
bool said_to_be_done(const Results& results) {
  const auto live = read_live_file(live_file_of(results.folder.path()));
  if (live) return live->phase == LivePhase::done;
  const auto records = io::read_journal(results.folder.journal_file()).records;
  return !records.empty() && records.back().starts_with(R"({"event":"end")") &&
         records.back().ends_with(R"("left":0,"error":""})");
}

}  // namespace

std::string unfinished_search_note(const Results& results) {
  if (!learns(results.study.search().method)) return "";
  std::size_t done = 0;
  const std::vector<RunId> decided = results.plan.distinct_runs();
  for (const RunId run : decided) {
    if (results.index.plan[run.index()].status != io::RunStatus::missing) ++done;
  }
  const std::size_t most = most_runs(results.study, results.plan);
  if (done >= most || (done == decided.size() && said_to_be_done(results))) return "";
  return fmt::format(
      "The search is not finished: {} of at most {} simulations are there, and better points may "
      "come.",
      done, most);
}

}  // namespace servesweep::sweep
