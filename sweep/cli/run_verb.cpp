#include "sweep/cli/run_verb.h"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <stdexcept>

#include "engine/base/problem.h"
#include "engine/base/shown_text.h"
#include "io/table/significant_text.h"
#include "sweep/cli/claims_verb.h"
#include "sweep/cli/collective_job.h"
#include "sweep/cli/failure_options.h"
#include "sweep/cli/phrases.h"
#include "sweep/cli/progress_line.h"
#include "sweep/cli/run_limits.h"
#include "sweep/cli/run_voice.h"
#include "sweep/run/run_study.h"
#include "sweep/submit/shell_word.h"

namespace servesweep::sweep {
namespace {

std::string outcome_text(const RunOutcome& outcome, const std::string& command) {
  const double rate =
      outcome.seconds > 0 ? static_cast<double>(outcome.done_runs) / outcome.seconds : 0;
  const bool open_search = !outcome.decided_all;
  const std::string output = shell_word(outcome.output.string());
  std::string text =
      fmt::format("{}: {} simulated in {} s ({} runs/s on {}, {}), {} already there, {} left{}\n",
                  outcome.study, counted_text(outcome.done_runs, "run"),
                  io::significant_text(outcome.seconds, 3), io::significant_text(rate, 3),
                  counted_text(static_cast<std::size_t>(outcome.ranks), "rank"),
                  counted_text(static_cast<std::size_t>(outcome.threads), "thread"),
                  outcome.found_runs, outcome.left_runs, open_search ? " of what is decided" : "");
  if (!outcome.failed_runs.empty()) {
    text += fmt::format("{} failed:\n{}", outcome.failures.total(), outcome.failed_runs);
  }
  if (outcome.planned_runs > outcome.distinct_runs) {
    text += fmt::format("{} of the {} planned runs are the same simulation as another\n",
                        outcome.planned_runs - outcome.distinct_runs, outcome.planned_runs);
  }
  if (outcome.tried_points > 0) {
    text += fmt::format("the search tried {}{}; what it gained: servesweep history {}\n",
                        counted_text(outcome.tried_points, "point"),
                        open_search ? " and is not finished" : "", output);
  }
  if (!outcome.precision.empty()) text += outcome.precision + '\n';
  if (outcome.final_runs > 0) {
    text += fmt::format("{} of finalists simulated again to keep their request tables\n",
                        counted_text(outcome.final_runs, "run"));
  }
  if (!outcome.shared.empty()) text += outcome.shared + '\n';
  if (outcome.left_to_others) {
    return text + fmt::format("nothing is left to lease; if nobody finishes it: {}\n", command);
  }
  if (outcome.code == ExitCode::drained) {
    if (outcome.decided_all && outcome.left_runs == 0) {
      text += "request tables of finalists are still to be made\n";
    }
    return text + fmt::format("{}; to continue: {}\n",
                              outcome.time_over ? "stopped early: the job's time is nearly over"
                                                : "stopped early as asked",
                              command);
  }
  return text + fmt::format("results in {}; next: servesweep rank {}\n",
                            engine::shown_text(outcome.output.string()), output);
}

std::optional<SharedRules> shared_rules(const CommandLine& line) {
  constexpr std::int64_t kDay = 86'400;
  const std::chrono::seconds lease(line.integer("lease-seconds", 1, kDay));
  if (line.has("shared")) return SharedRules{.lease = lease};
  if (!line.has("lease-seconds")) return std::nullopt;
  throw engine::Problem("--lease-seconds", "goes with --shared only",
                        "nobody leases anything in an ordinary run",
                        "add --shared, or leave it out");
}

/// Bad input, too, is an answer in JSON.
JobEnd run_and_tell(const RunVoice& voice, Output& out, const JobWork& work) {
  try {
    return run_job(work);
  } catch (const engine::Problem& problem) {  // of rank 0
    voice.write_error(problem.what(), ExitCode::bad_input, out);
    throw;
  }
}

ExitCode run(const CommandLine& line, Output& out) {
  const int threads = chosen_threads(line);
  const CommitLimits commit = commit_limits_of(line);
  const TimeLimit time_limit = time_limit_of(line);
  const FailureRules failures = failure_rules(line);
  const std::optional<SharedRules> shared = shared_rules(line);
  const RunVoice voice(line);
  RunOutcome outcome;
  const JobEnd end =
      run_and_tell(voice, out, [&](Transport& transport, const std::atomic<bool>& drain) {
        voice.apply(transport.rank());
        ProgressLine progress;
        outcome = run_study(transport, {.study = line.path("STUDY"),
                                        .output = line.path("output"),
                                        .threads = threads,
                                        .command = line.typed(),
                                        .on_progress =
                                            [&](const RunProgress& now) {
                                              if (voice.shows_progress()) progress.show(now);
                                            },
                                        .drain = &drain,
                                        .shared = shared,
                                        .commit = commit,
                                        .time_limit = time_limit,
                                        .failures = failures,
                                        .watch = voice.watch_rules()});
      });
  // The launcher hands on rank 0's status, and ends the others as soon as any rank's is not 0: were
  // another the first, rank 0 might not get to say what became of the study.
  if (end.rank != 0) return ExitCode::success;
  voice.write_outcome(outcome, out);
  if (!outcome.error.empty()) throw std::runtime_error(outcome.error);
  if (!voice.speaks()) return outcome.code;
  out.write(outcome_text(outcome, line.typed()));
  const bool complete = outcome.code == ExitCode::success;
  if (complete && outcome.claims > 0) out.write(claims_line(outcome.output));
  return outcome.code;
}

}  // namespace

Verb run_verb() {
  CommandLine line(
      {.name = "run",
       .purpose = "simulate what a study asks for and its result folder does not hold yet",
       .details =
           "Alone it uses this machine; under mpirun or srun all ranks of the job. Ctrl-C,\n"
           "SIGTERM, SIGUSR1 and SIGHUP (a closed terminal; not under nohup) stop it early, and "
           "so\n"
           "does the job's time when it is nearly over:\n"
           "no run is started that cannot finish. What is finished is kept (status 75), and the\n"
           "same command continues. To stop a job under mpirun send SIGUSR1 to mpirun: at other\n"
           "signals it ends its ranks itself within seconds, with a status of its own.\n"
           "A crash or kill -9 loses, of each rank, the runs under way and those finished in the\n"
           "last --commit-seconds, at most --commit-bytes of them (docs/interruptions.md).\n"
           "Numbers depend neither on ranks and threads nor on interruptions.\n"
           "A run that fails is noted with its reason: by an error, by a limit of time or memory,\n"
           "or by a policy that goes round in circles. abort and retry run it again in the next\n"
           "call; continue leaves it out for good (docs/failures.md).\n"
           "With --shared, processes that know nothing of one another work on one folder: any\n"
           "number of them, on machines that share a file system, at any time. Each leases\n"
           "pieces of the plan; one that finds none left leaves, with status 75 if others still\n"
           "work.",
       .examples = {"servesweep run configs/studies/quickstart.yaml -o results/quickstart",
                    "mpirun -n 4 servesweep run configs/studies/quickstart.yaml --threads 2",
                    "servesweep run configs/studies/quickstart.yaml -o results/shared --shared"},
       .exit_codes = {
           "0 complete", "1 failure, or the job has too little time for a single run",
           "2 bad input, a folder in use, too little time even to plan (nothing was run)",
           "5 complete, but some runs failed (status tells why)",
           "75 stopped early, or the rest is with others: run the same command again"}});
  line.operand("STUDY", "a study file")
      .value("--output,-o", "FOLDER", "where results go; else results/STUDYNAME")
      .value("--threads", "N", "threads per rank; else all that the process may use")
      .flag("--shared", "work on the folder together with others who do the same")
      .value("--lease-seconds", "S", "with --shared: who is silent for so long is taken for dead",
             "120");
  add_limit_options(line);
  add_failure_options(line);
  RunVoice::declare(line);
  return {.line = std::move(line), .run = run, .collective = true};
}

}  // namespace servesweep::sweep
