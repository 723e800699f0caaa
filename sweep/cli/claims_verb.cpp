#include "sweep/cli/claims_verb.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/problem.h"
#include "sweep/cli/answer_format.h"
#include "sweep/cli/claims_rows.h"
#include "sweep/cli/claims_text.h"
#include "sweep/submit/shell_word.h"

namespace servesweep::sweep {
namespace {

void check_there_are_claims(const Results& results) {
  if (!results.study.claims().empty()) return;
  throw engine::Problem(results.folder.path().string(), "there is nothing to judge",
                        fmt::format("study {} makes no claims", results.study.name()),
                        "add 'claims: …' to the study and run it again: what is there is kept");
}

ExitCode show_claims(const CommandLine& line, Output& out) {
  const AnswerFormat format = AnswerFormat::of(line);
  const double confidence = line.real("confidence", 0, 1);
  Results results = Results::open(line.path("FOLDER"));
  check_there_are_claims(results);
  const std::vector<JudgedClaim> claims = judge_folder(results, confidence);
  const ClaimsView view{.results = results, .claims = claims, .confidence = confidence};
  if (format.is_csv()) {
    out.write(claims_rows(view).render(io::TableFormat::csv));
  } else if (format.is_json()) {
    out.write(claims_value(view).json() + '\n');
  } else {
    out.write(claims_text(view, format.table()));
  }
  const bool all_held = std::all_of(claims.begin(), claims.end(), [](const JudgedClaim& judged) {
    return judged.finding == Finding::held;
  });
  return all_held ? ExitCode::success : ExitCode::not_held;
}

}  // namespace

std::vector<JudgedClaim> judge_folder(Results& results, double confidence) {
  for (const std::size_t metric : claim_metrics(results.study)) results.load(metric);
  return judge_claims(results.study, results.index, confidence);
}

std::string claims_line(const std::filesystem::path& folder) {
  Results results = Results::open(folder);
  constexpr double kConfidence = 0.95;
  return fmt::format("claims: {}; servesweep claims {}\n",
                     count_text(judge_folder(results, kConfidence)), shell_word(folder.string()));
}

Verb claims_verb() {
  CommandLine line(
      {.name = "claims",
       .purpose = "tell whether what a study expected is so",
       .details =
           "Each claim of the study compares two strategies in one metric seed by seed: both\n"
           "served the same requests. It is 'held' if the whole confidence interval of the change\n"
           "is as claimed, 'failed' if none of it is, else 'undecided'. A strategy that serves\n"
           "a smaller share of the requests is better only in goodput_per_s, slo_met_fraction and\n"
           "completed_fraction, which count the others as missed. A strategy with many points is\n"
           "judged at the one that 'rank' shows, which flatters it.",
       .examples = {"servesweep claims results/large-steps",
                    "servesweep claims results/large-steps --format json"},
       .exit_codes = {"0 every claim is held", "1 failure", "2 bad input, or no claims",
                      "4 a claim failed or is undecided"}});
  line.operand("FOLDER", "a result folder").value("--confidence", "P", "of intervals", "0.95");
  AnswerFormat::declare(line);
  return {.line = std::move(line), .run = show_claims};
}

}  // namespace servesweep::sweep
