#include "sweep/cli/submit_verb.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include "engine/base/problem.h"
#include "sweep/cli/failure_options.h"
#include "sweep/cli/run_limits.h"
#include "sweep/cli/run_verb.h"
#include "sweep/cli/submit_cost.h"
#include "sweep/cli/submit_text.h"
#include "sweep/run/duration.h"
#include "sweep/submit/log_folder.h"
#include "sweep/submit/sbatch.h"
#include "sweep/submit/shell_word.h"
#include "sweep/submit/slurm_job.h"
#include "sweep/submit/submittable_study.h"

namespace servesweep::sweep {
namespace {

constexpr std::int64_t kMostNodes = 100'000;
constexpr std::int64_t kMostTasks = 4096;
constexpr std::int64_t kMostRequeues = 1000;

/// Slurm would end the job before it stops by itself.
void check_walltime(const TimeLimit& limit, const JobTime& time) {
  if (!limit.walltime || limit.walltime->count() <= time.seconds()) return;
  throw engine::Problem(
      "--walltime",
      fmt::format("{} is more than the {} of --time", duration_text(*limit.walltime), time.text()),
      "Slurm would end the job before it stops by itself",
      "leave it out, as the job asks Slurm for its time, or give a longer --time");
}

SlurmJob job_of(const CommandLine& line, const SubmittableStudy& submitted) {
  SlurmJob job{.name = "servesweep-" + submitted.study.name(),
               .program = std::filesystem::read_symlink("/proc/self/exe"),
               .study = submitted.file,
               .output = submitted.output,
               .run_options = line.passed_on(),
               .nodes = line.integer("nodes", 1, kMostNodes),
               .tasks_per_node = line.integer("ntasks-per-node", 1, kMostTasks),
               .cpus_per_task = line.integer("cpus-per-task", 1, kMostTasks),
               .time = JobTime::parse("--time", line.text("time")),
               .partition = line.text("partition"),
               .account = line.text("account"),
               .more = line.texts("sbatch"),
               .requeue = line.has("requeue"),
               .most_requeues = line.integer("max-requeues", 0, kMostRequeues)};
  (void)commit_limits_of(line);  // Problem now, rather than when the job starts
  check_walltime(time_limit_of(line), job.time);
  (void)failure_rules(line);
  if (!job.requeue && line.has("max-requeues")) {
    throw engine::Problem("--max-requeues", "goes with --requeue only",
                          "this job does not go back into the queue",
                          "add --requeue, or leave it out");
  }
  if (line.has("array")) job.array = ArraySize::parse(line.text("array"));
  if (line.has("launcher")) job.launcher = line.word("launcher", {"mpirun", "srun", "none"});
  if (job.launcher == "none" && job.tasks() > 1) {
    throw engine::Problem("--launcher", fmt::format("'none' starts one task, not {}", job.tasks()),
                          "", "use mpirun or srun");
  }
  if (!job.array && line.has("lease-seconds")) {
    throw engine::Problem("--lease-seconds", "goes with --array only",
                          "one job leases nothing from others", "add --array, or leave it out");
  }
  return job;
}

ExitCode submit_now(const SlurmJob& job, const CommandLine& line, Output& out) {
  const std::string script = job.script();
  out.write(log_remark(job));
  LogFolder logs(job.log_folder());
  const std::string id = submit_to_slurm(script);
  logs.keep();
  out.write(fmt::format("submitted job {}: {}\n", id, submitted_size(job)));
  Submitted ids{.job = id};
  if (job.array) {
    try {
      ids.last = submit_to_slurm(job.finishing_job().script(), {"--dependency=afterany:" + id});
      out.write(fmt::format("submitted job {}: closes the study when all of {} have ended\n",
                            ids.last, id));
    } catch (const std::runtime_error& error) {
      out.write(next_steps(job, ids, line.typed()));
      out.finish();
      throw std::runtime_error(fmt::format(
          "{}, but the array is: job {}. When it has ended, close the study: "
          "servesweep run {} -o {}",
          error.what(), id, shell_word(job.study.string()), shell_word(job.output.string())));
    }
  }
  out.write(next_steps(job, ids, line.typed()));
  return ExitCode::success;
}

ExitCode show_submission(const SlurmJob& job, const SubmittableStudy& submitted, Output& out) {
  out.write(job.script());
  if (job.array) {
    out.write("\n# --- a second script: sbatch --dependency=afterany:JOBID, the id of the first\n");
    out.write(job.finishing_job().script());
  }
  std::string remarks = submit_cost(submitted, job);
  remarks += log_remark(job);
  remarks +=
      job.logs_in_output()
          ? fmt::format("nothing was submitted; make its log folder first if you do: mkdir -p {}\n",
                        shell_word(job.log_folder().string()))
          : "nothing was submitted\n";
  fmt::print(stderr, "{}", remarks);
  return ExitCode::success;
}

ExitCode submit(const CommandLine& line, Output& out) {
  const SubmittableStudy submitted =
      SubmittableStudy::read(line.path("STUDY"), line.path("output"), line.has("array"));
  const SlurmJob job = job_of(line, submitted);
  return line.has("dry-run") ? show_submission(job, submitted, out) : submit_now(job, line, out);
}

}  // namespace

Verb submit_verb() {
  CommandLine line(
      {.name = "submit",
       .purpose = "give a study to Slurm as a job",
       .details =
           "Fills a template of slurm/ and gives it to sbatch; the study is read and checked\n"
           "before. The job runs this program with the environment of this shell. Submitted\n"
           "again, it goes on where it stopped.",
       .examples =
           {"servesweep submit configs/studies/quickstart.yaml --nodes 2 --time 30m --dry-run",
            "servesweep submit configs/studies/quickstart.yaml --array 8 --dry-run"},
       .exit_codes = {"0 submitted", "1 sbatch is not there or refused",
                      "2 bad input (nothing was submitted)"}});
  line.operand("STUDY", "a study file")
      .value("--output,-o", "FOLDER", "where results go; else results/STUDYNAME")
      .value("--nodes", "N", "nodes of the job, or of each element of an array", "1")
      .value("--ntasks-per-node", "N", "MPI ranks per node", "1")
      .value("--cpus-per-task", "N", "threads per rank", "1")
      .value("--time", "TIME", "most it may take: 90m, 12h, D-HH:MM:SS; 30 is minutes", "1h")
      .value("--partition", "NAME", "where; else Slurm's default")
      .value("--account", "NAME", "on whose account")
      .value("--array", "N",
             "N small jobs that share the study, and one at the end; 16%4: 4 at once")
      .flag("--requeue", "back into the queue before the time is over, until it is complete")
      .value("--max-requeues", "N", "with --requeue: at most so often", "10")
      .value("--launcher", "HOW", "mpirun, srun (--mpi=pmix) or none; else mpirun for many tasks")
      .values("--sbatch", "OPTION", "one more option of sbatch: --sbatch=--qos=long")
      .flag("--dry-run", "print the script and what the study would cost; submit nothing")
      .pass_on(run_verb().line, {"output", "threads", "shared"});
  return {.line = std::move(line), .run = submit};
}

}  // namespace servesweep::sweep
