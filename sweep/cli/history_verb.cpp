#include "sweep/cli/history_verb.h"

#include <fmt/format.h>

#include "engine/base/problem.h"
#include "sweep/cli/history_table.h"
#include "sweep/cli/search_account.h"
#include "sweep/cli/seeds_history.h"

namespace servesweep::sweep {
namespace {

void check_it_searches(const Results& results) {
  if (learns(results.study.search().method)) return;
  throw engine::Problem(results.folder.path().string(), "has no search history",
                        fmt::format("study {} searches by {}, which learns nothing",
                                    results.study.name(), name_of(results.study.search().method)),
                        "use 'servesweep rank' or 'servesweep export'");
}

/// The rounds of seeds by need; for people with a line on where they stand.
std::string seeds_history(Results& results, const std::string& format) {
  const std::string table =
      seeds_history_table(seed_decisions_of(results.folder)).render(io::table_format_of(format));
  if (format == "csv" || format == "jsonl") return table;
  return fmt::format("Study {}, seeds by need: {}\n\n{}", results.study.name(),
                     seeds_standing_of(results), table);
}

ExitCode show_history(const CommandLine& line, Output& out) {
  const std::string format = line.word("format", {"text", "markdown", "csv", "jsonl"});
  Results results = Results::open(line.path("FOLDER"));
  const bool by_need = results.study.seeds_by_need().has_value();
  if (by_need && !learns(results.study.search().method)) {
    out.write(seeds_history(results, format));
    return ExitCode::success;
  }
  check_it_searches(results);
  const SearchAccount account(results);
  const SearchHistory* const history = account.history();
  if (history == nullptr) {
    throw engine::Problem(results.folder.path().string(), "has no search history yet",
                          "its baseline is incomplete", "let 'servesweep run' go on");
  }
  const bool for_people = format == "text" || format == "markdown";
  const bool only_gains = for_people && !line.has("all");
  const io::Table table = history_table(results.study, *history, only_gains);
  if (for_people) {
    out.write(fmt::format("Study {}, search by {}: {}\n{}", results.study.name(),
                          name_of(results.study.search().method),
                          standing_text(results.study, *history), method_line(results)));
    out.write(only_gains ? "Trials that added to what is better than the baseline:\n\n" : "\n");
  }
  out.write(table.render(io::table_format_of(format)));
  if (by_need && for_people) out.write('\n' + seeds_history(results, format));
  return ExitCode::success;
}

}  // namespace

std::string standing_of(const std::filesystem::path& folder) {
  Results results = Results::open(folder);
  const SearchAccount account(results);
  const SearchHistory* const history = account.history();
  return history != nullptr ? standing_text(results.study, *history)
                            : "not begun: the baseline is incomplete";
}

Verb history_verb() {
  CommandLine line(
      {.name = "history",
       .purpose = "tell what a search has tried and gained, also while it runs",
       .details =
           "Objectives are means over seeds and workloads in units of the baseline's. The volume\n"
           "is that between the baseline and the feasible points that are better than it in every\n"
           "objective; with one objective, by how much the best is better. The excess is by how\n"
           "much the worst constraint is missed, as a share of its bound; up to 0 is feasible.\n"
           "csv and jsonl list every trial.",
       .examples = {"servesweep history results/first-search",
                    "servesweep history results/first-search --format csv"},
       .exit_codes = usual_exit_codes()});
  line.operand("FOLDER", "a result folder")
      .flag("--all", "list every trial, not only those that added something")
      .value("--format", "FORMAT", "text, markdown, csv or jsonl", "text");
  return {.line = std::move(line), .run = show_history};
}

}  // namespace servesweep::sweep
