#include "sweep/cli/status_verb.h"

#include <unistd.h>

#include <chrono>
#include <thread>

#include "engine/base/problem.h"
#include "sweep/cli/answer_format.h"
#include "sweep/cli/colours.h"
#include "sweep/cli/paragraph.h"
#include "sweep/cli/status_rank_rows.h"
#include "sweep/cli/status_ranks.h"
#include "sweep/cli/status_text.h"
#include "sweep/cli/status_value.h"
#include "sweep/run/stored_outcomes.h"

namespace servesweep::sweep {
namespace {

struct StatusQuestion {
  std::filesystem::path folder;
  AnswerFormat format;
  bool explain = false, ranks = false, recount = false;
  bool as_lines = false;  ///< one for each look
};

std::string ranks_text(const StatusView& view, io::TableFormat format) {
  if (!view.live) {
    throw engine::Problem(view.folder.string(), "tells of no ranks",
                          view.by_members ? "no member is at work" : "it has no live.json",
                          "ask while 'servesweep run' works on it, or afterwards");
  }
  return (format == io::TableFormat::csv ? status_rank_rows(*view.live) : status_ranks(*view.live))
      .render(format);
}

std::string status_answer(const StatusQuestion& question, const StatusView& view) {
  std::vector<StatusFinding> findings;
  if (question.explain) findings = explain_status(view);
  if (question.format.is_json()) return status_json(view, findings);
  if (question.format.word() != "table") return ranks_text(view, question.format.table());
  constexpr std::size_t kLabel = 12;
  std::string text = question.as_lines ? status_line(view) : paragraphs(status_text(view), kLabel);
  if (question.explain) text += (question.as_lines ? "" : "\n") + explanation_text(findings);
  if (question.ranks) text += '\n' + ranks_text(view, question.format.table());
  return text;
}

StatusView look(const StatusQuestion& question) {
  return status_view(question.folder, std::chrono::system_clock::now(), question.recount);
}

/// The Problem, with what to do, that every other reader has of a folder with damaged shards.
void complain_of_damage(const StatusView& view) {
  if (view.damaged) (void)StoredOutcomes::in(io::ResultFolder::open_existing(view.folder));
}

/// Until the study has ended, or nobody works on it.
ExitCode watch(StatusQuestion question, double every_s, Output& out) {
  const bool redraw = question.format.word() == "table" && obeys_escapes(STDOUT_FILENO);
  question.as_lines = !redraw;
  for (;;) {
    const StatusView view = look(question);
    const std::string text = status_answer(question, view);
    out.write(redraw ? "\x1b[H\x1b[J" + text : text);
    out.finish();
    if (!view.at_work()) {
      complain_of_damage(view);
      return is_good_end(view.state) ? ExitCode::success : ExitCode::failure;
    }
    std::this_thread::sleep_for(std::chrono::duration<double>(every_s));
  }
}

ExitCode show_status(const CommandLine& line, Output& out) {
  const StatusQuestion question{.folder = line.path("FOLDER"),
                                .format = AnswerFormat::of(line),
                                .explain = line.has("explain"),
                                .ranks = line.has("ranks"),
                                .recount = line.has("recount")};
  constexpr double kLongest = 86'400;
  if (line.has("watch")) return watch(question, line.real("watch", 0, kLongest), out);
  const StatusView view = look(question);
  out.write(status_answer(question, view));
  out.finish();
  complain_of_damage(view);
  return ExitCode::success;
}

}  // namespace

Verb status_verb() {
  CommandLine line(
      {.name = "status",
       .purpose = "tell how far a study is, also while it runs",
       .details =
           "From any shell or node that sees the folder; nothing in it is changed or locked. "
           "While\n"
           "the study runs, figures are those that it wrote down itself (live.json, every two\n"
           "seconds); of one that was killed, what is in the shards is counted. Of members that\n"
           "share it ('run --shared'), it is both: what is in the shards, and what they do\n"
           "together. Runs that are the same simulation count once.\n"
           "csv and markdown are the table of ranks.",
       .examples = {"servesweep status results/quickstart --explain",
                    "servesweep status results/quickstart --format json"},
       .exit_codes = {"0 done",
                      "1 failure, or shards are damaged; of --watch: it failed or was killed",
                      "2 bad input"}});
  line.operand("FOLDER", "a result folder")
      .flag("--explain", "why it is not faster, what failed, what would be lost, what to do")
      .flag("--ranks", "also a table of ranks, of all members in a shared folder")
      .flag("--recount", "count what is in the shards, whatever live.json says")
      .value("--watch", "S", "again every S seconds, until the study ends");
  AnswerFormat::declare(line);
  return {.line = std::move(line), .run = show_status};
}

}  // namespace servesweep::sweep
