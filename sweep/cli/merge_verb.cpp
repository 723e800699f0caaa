#include "sweep/cli/merge_verb.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "engine/base/problem.h"
#include "io/hdf5/merged_file.h"
#include "sweep/cli/duration_words.h"
#include "sweep/cli/results.h"
#include "sweep/cli/search_note.h"
#include "sweep/cli/writable_place.h"
#include "sweep/run/build_index.h"
#include "sweep/study/request_names.h"

namespace servesweep::sweep {
namespace {

using engine::Problem;

/// A new file, or one that a merge has made.
std::filesystem::path target_of(const CommandLine& line) {
  const std::filesystem::path file = line.path("to");
  if (file.empty()) {
    throw Problem("--to", "is missing", "a merged file is not text for a terminal",
                  "say where to write it: --to merged.h5");
  }
  std::filesystem::path target = writable_place(file);
  if (std::filesystem::exists(target) && !io::is_merged_file(target)) {
    throw Problem(file.string(), "would be replaced", "it is no merged file",
                  "choose another name");
  }
  return target;
}

void check_complete(const Results& results) {
  const auto& plan = results.index.plan;
  const auto missing = std::ranges::count(plan, io::RunStatus::missing, &io::PlanRow::status);
  const std::string note = unfinished_search_note(results);
  if (missing == 0 && note.empty()) return;
  const std::string why =
      missing > 0 ? fmt::format("{} of {} planned runs are missing", missing, plan.size())
                  : "its search may add further runs";
  throw Problem(results.folder.path().string(), "is not finished", why,
                "run the study to its end, or add --partial to merge what is there");
}

io::StudyNames study_names(const Study& study) {
  io::StudyNames names;
  for (const StrategyTemplate& strategy : study.strategies()) {
    names.strategies.push_back(strategy.name());
  }
  for (const WorkloadFile& workload : study.workloads()) {
    RequestNames own = RequestNames::of(workload);
    names.workloads.push_back({.name = workload.name,
                               .classes = std::move(own.classes),
                               .tenants = std::move(own.tenants)});
  }
  return names;
}

ExitCode merge_folder(const CommandLine& line, Output& out) {
  const std::filesystem::path target = target_of(line);
  const Results results = Results::open(line.path("FOLDER"));
  if (!line.has("partial")) check_complete(results);
  const BuiltIndex built = build_index(results.study, results.plan, results.folder, "", 1);
  const io::MergedCounts counts = io::write_merged(target, built.index, study_names(results.study),
                                                   built.figures, results.folder);
  out.write(fmt::format("{}: {} of {} planned runs, {} request rows, {}\n",
                        line.path("to").string(), counts.runs, built.index.plan.size(),
                        counts.requests,
                        bytes_words(static_cast<double>(std::filesystem::file_size(target)))));
  if (!counts.breakdown) {
    out.write("without the parts of latencies: some shards are of format 1.0, which has none\n");
  }
  return ExitCode::success;
}

}  // namespace

Verb merge_verb() {
  CommandLine line(
      {.name = "merge",
       .purpose = "put all runs and requests of a folder into one HDF5 file",
       .details =
           "The file has the groups of a shard, runs and requests in plan order, and the names\n"
           "of strategies, workloads, classes and tenants; docs/results-format.md tells all of\n"
           "it. Equal results give equal bytes, whatever ranks and threads they were made with.\n"
           "Memory stays bounded. The file is there completely or not at all.\n"
           "A folder that is not finished is refused; --partial merges what is there.",
       .examples = {"servesweep merge results/quickstart --to quickstart.h5"},
       .exit_codes = usual_exit_codes()});
  line.operand("FOLDER", "a result folder")
      .value("--to", "FILE", "the file to write; one that merge has made is replaced")
      .flag("--partial", "also if runs are missing");
  return {.line = std::move(line), .run = merge_folder};
}

}  // namespace servesweep::sweep
