#include "sweep/cli/history_verb.h"

#include <fmt/format.h>

#include "engine/base/problem.h"
#include "sweep/cli/answer_format.h"
#include "sweep/cli/cell_value.h"
#include "sweep/cli/history_table.h"
#include "sweep/cli/phrases.h"
#include "sweep/cli/results.h"
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

/// The rounds of seeds by need with a line on where they stand, for people.
std::string seeds_page(Results& results, const AnswerFormat& format) {
  return heading_text(fmt::format("Study {}, seeds by need: {}", results.study.name(),
                                  seeds_standing_of(results)),
                      format.table()) +
         seeds_history_table(seed_decisions_of(results.folder)).render(format.table());
}

/// A study whose points are known beforehand: all that was decided are seeds.
std::string seeds_answer(Results& results, const AnswerFormat& format) {
  if (!format.is_json() && !format.is_for_people()) {
    return seeds_history_table(seed_decisions_of(results.folder)).render(format.table());
  }
  if (!format.is_json()) return seeds_page(results, format);
  io::Value object = io::Value::map().set("study", io::Value::text(results.study.name()));
  object.set("seeds_by_need", io::Value::text(seeds_standing_of(results)));
  return object.set("rows", rows_value(seeds_history_table(seed_decisions_of(results.folder))))
             .json() +
         '\n';
}

/// The trials of a search and what it decided on seeds.
std::string search_value(Results& results, const SearchHistory& history, const io::Table& trials) {
  const Study& study = results.study;
  io::Value object = io::Value::map().set("study", io::Value::text(study.name()));
  object.set("method", io::Value::text(name_of(study.search().method)));
  object.set("standing", io::Value::text(standing_text(study, history)));
  if (study.seeds_by_need()) {
    object.set("seeds_by_need", io::Value::text(seeds_standing_of(results)));
    object.set("seed_rounds", rows_value(seeds_history_table(seed_decisions_of(results.folder))));
  }
  return object.set("rows", rows_value(trials)).json() + '\n';
}

std::string search_page(Results& results, const SearchHistory& history, const io::Table& trials,
                        bool only_gains, const AnswerFormat& format) {
  const Study& study = results.study;
  std::string text = heading_text(fmt::format("Study {}, search by {}", study.name(),
                                              name_of(study.search().method)),
                                  format.table()) +
                     remark_text(standing_text(study, history), format.table());
  const std::string leader = method_line(results);
  if (!leader.empty()) text += remark_text(leader, format.table());
  text += only_gains ? "\nTrials that added to what is better than the baseline:\n\n" : "\n";
  text += trials.render(format.table());
  if (study.seeds_by_need()) text += '\n' + seeds_page(results, format);
  return text;
}

ExitCode show_history(const CommandLine& line, Output& out) {
  const AnswerFormat format = AnswerFormat::of_lines(line);
  Results results = Results::open(line.path("FOLDER"));
  if (results.study.seeds_by_need() && !learns(results.study.search().method)) {
    out.write(seeds_answer(results, format));
    return ExitCode::success;
  }
  check_it_searches(results);
  const SearchAccount account(results);
  const SearchHistory* const history = account.history();
  if (history == nullptr) {
    throw engine::Problem(results.folder.path().string(), "has no search history yet",
                          "its baseline is incomplete", "let 'servesweep run' go on");
  }
  const bool only_gains = format.is_for_people() && !line.has("all");
  const io::Table trials = history_table(results.study, *history, only_gains);
  if (format.is_json()) {
    out.write(search_value(results, *history, trials));
  } else if (!format.is_for_people()) {
    out.write(trials.render(format.table()));
  } else {
    out.write(search_page(results, *history, trials, only_gains, format));
  }
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
           "csv and json list every trial.",
       .examples = {"servesweep history results/first-search",
                    "servesweep history results/first-search --format csv"},
       .exit_codes = usual_exit_codes()});
  line.operand("FOLDER", "a result folder")
      .flag("--all", "list every trial, not only those that added something");
  AnswerFormat::declare(line);
  return {.line = std::move(line), .run = show_history};
}

}  // namespace servesweep::sweep
