#include "sweep/cli/findings_verb.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <stdexcept>

#include "engine/base/problem.h"
#include "sweep/cli/answer_format.h"
#include "sweep/cli/claim_studies.h"
#include "sweep/cli/claims_verb.h"
#include "sweep/cli/collective_job.h"
#include "sweep/cli/findings_rows.h"
#include "sweep/cli/findings_text.h"
#include "sweep/cli/progress_line.h"
#include "sweep/cli/run_limits.h"
#include "sweep/cli/shipped_files.h"
#include "sweep/distribute/collectives.h"
#include "sweep/run/run_study.h"

namespace servesweep::sweep {
namespace {

/// Studies that come with the program: below configs/, their folder and where their results go.
struct ShippedStudies {
  const char* folder;
  const char* output;
};
constexpr ShippedStudies kFindings = {"studies/findings", "results/findings"};
constexpr ShippedStudies kDiscovery = {"studies/discovery", "results/discovery"};

/// What the ranks of a job did.
struct FindingRuns {
  std::vector<ClaimStudy> studies;
  ExitCode code = ExitCode::success;  ///< of the first run that is not complete
  std::string error;
};

ShippedStudies shipped_studies(const CommandLine& line) {
  if (!line.has("discovery")) return kFindings;
  if (line.texts("STUDY").empty()) return kDiscovery;
  throw engine::Problem("--discovery", "stands for a folder of studies", "others are named as well",
                        "leave out one of the two");
}

/// What the command names; else studies of configs/, an installed program's where nobody has any.
std::vector<std::string> study_places(const CommandLine& line) {
  std::vector<std::string> places = line.texts("STUDY");
  if (!places.empty()) return places;
  const std::filesystem::path folder = shipped_studies(line).folder;
  const std::filesystem::path here = "configs" / folder, shipped = shipped_configs();
  const bool is_here = shipped.empty() || std::filesystem::exists(here);
  return {(is_here ? here : shipped / folder).string()};
}

std::filesystem::path output_folder(const CommandLine& line) {
  return line.has("output") ? line.path("output") : shipped_studies(line).output;
}

/// Runs one study after the other until one is not complete. Collective.
void run_all(const CommandLine& line, int threads, Transport& transport,
             const std::atomic<bool>& drain, FindingRuns& runs) {
  runs.studies = claim_studies_of(broadcast_from_rank_zero(transport, [&] {
    return to_text(find_claim_studies(study_places(line), output_folder(line)));
  }));
  for (const ClaimStudy& study : runs.studies) {
    ProgressLine progress;
    const RunOutcome outcome =
        run_study(transport, {.study = study.file,
                              .output = study.output,
                              .threads = threads,
                              .command = line.typed(),
                              .on_progress = [&](const RunProgress& now) { progress.show(now); },
                              .drain = &drain});
    runs.code = outcome.code;
    runs.error = outcome.error;
    if (outcome.code != ExitCode::success) return;
  }
}

FindingsView judged_studies(const std::vector<ClaimStudy>& studies, double confidence) {
  FindingsView view{.findings = {}, .confidence = confidence};
  for (const ClaimStudy& study : studies) {
    Results results = Results::open(study.output);
    view.simulations += results.plan.distinct_count();
    view.findings.push_back(judged_finding(results.study, judge_folder(results, confidence)));
  }
  sort_by_number(view.findings);
  return view;
}

bool all_held(const FindingsView& view) {
  return std::ranges::all_of(view.findings, [](const JudgedFinding& judged) {
    return std::ranges::all_of(
        judged.claims, [](const JudgedClaim& claim) { return claim.finding == Finding::held; });
  });
}

ExitCode show_findings(const CommandLine& line, Output& out) {
  const AnswerFormat format = AnswerFormat::of(line);
  const double confidence = line.real("confidence", 0, 1);
  const int threads = chosen_threads(line);
  FindingRuns runs;
  const JobEnd end = run_job([&](Transport& transport, const std::atomic<bool>& drain) {
    run_all(line, threads, transport, drain, runs);
  });
  if (end.rank_zero_failed) return *end.rank_zero_failed;
  if (end.rank != 0) return runs.code;
  if (!runs.error.empty()) throw std::runtime_error(runs.error);
  if (runs.code != ExitCode::success) {
    out.write(fmt::format("stopped early as asked; to continue: {}\n", line.typed()));
    return runs.code;
  }
  const FindingsView view = judged_studies(runs.studies, confidence);
  if (format.is_csv()) {
    out.write(findings_rows(view).render(io::TableFormat::csv));
  } else if (format.is_json()) {
    out.write(findings_value(view).json() + '\n');
  } else {
    out.write(findings_text(view, format.table()));
  }
  return all_held(view) ? ExitCode::success : ExitCode::not_held;
}

}  // namespace

Verb findings_verb() {
  CommandLine line(
      {.name = "findings",
       .purpose = "examine published findings, or any folder of studies that make claims",
       .details =
           "Without a name: the studies of configs/studies/findings. A folder stands for those of\n"
           "its studies that make claims.\n"
           "Runs each study as far as its result folder does not hold it yet, judges its claims\n"
           "(see 'servesweep claims --help') and tells what they say about the finding: 'agree' "
           "if\n"
           "every claim of role finding or control is held, 'conditional' if besides a claim of\n"
           "role condition is held, which says where the finding is not so, 'disagree' if a claim\n"
           "of role finding or control failed, else 'undecided'. Under mpirun or srun all ranks\n"
           "take part.",
       .examples = {"servesweep findings", "servesweep findings --discovery",
                    "servesweep findings configs/studies/claims/large-steps.yaml -o results/claims "
                    "--format json"},
       .exit_codes = {"0 every claim is held", "1 failure", "2 bad input, or no claims",
                      "4 a claim failed or is undecided",
                      "75 stopped early, run the same command again"}});
  line.operands("STUDY", "study files, and folders of them", "")
      .flag("--discovery", "examine configs/studies/discovery: what beats llm-d's blend")
      .value("--output,-o", "FOLDER",
             "a folder per study goes there; else results/findings, or discovery")
      .value("--threads", "N", "threads per rank; else all that the process may use")
      .value("--confidence", "P", "of intervals", "0.95");
  AnswerFormat::declare(line);
  return {.line = std::move(line), .run = show_findings, .collective = true};
}

}  // namespace servesweep::sweep
