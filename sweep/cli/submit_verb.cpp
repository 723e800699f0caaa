#include "sweep/cli/submit_verb.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <system_error>

#include "engine/base/problem.h"
#include "sweep/cli/run_verb.h"
#include "sweep/cli/submit_cost.h"
#include "sweep/submit/sbatch.h"
#include "sweep/submit/shell_word.h"
#include "sweep/submit/slurm_job.h"
#include "sweep/submit/submittable_study.h"

namespace servesweep::sweep {
namespace {

constexpr std::int64_t kMostNodes = 100'000;
constexpr std::int64_t kMostTasks = 4096;
constexpr std::int64_t kMostRequeues = 1000;

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

/// Slurm opens the file for a job's output before the job runs, and does not make its folder. Gone
/// again, unless it was there or something is in it, if nothing is submitted.
class LogFolder {
 public:
  explicit LogFolder(const SlurmJob& job) : folder_(job.log_folder()), output_(job.output) {
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    if (!error) return;
    throw engine::Problem(folder_.string(), "cannot be created", error.message(),
                          "give another --output");
  }
  ~LogFolder() {
    if (wanted_) return;
    std::error_code ignored;
    std::filesystem::remove(folder_, ignored);
    std::filesystem::remove(output_, ignored);
  }
  LogFolder(const LogFolder&) = delete;
  LogFolder& operator=(const LogFolder&) = delete;

  void keep() { wanted_ = true; }

 private:
  std::filesystem::path folder_, output_;
  bool wanted_ = false;
};

std::string size_text(const SlurmJob& job) {
  const auto counted = [](std::int64_t count, const char* noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
  };
  return fmt::format("{}{} x {} x {}, at most {}",
                     job.array ? counted(job.array->elements, "element") + " of " : "",
                     counted(job.nodes, "node"), counted(job.tasks_per_node, "task"),
                     counted(job.cpus_per_task, "CPU"), job.time.text());
}

/// What was submitted: the job, and the one that closes an array.
struct Submitted {
  std::string job, last{};
};

std::string next_steps(const SlurmJob& job, const Submitted& ids, const std::string& command) {
  const std::string output = shell_word(job.output.string());
  const std::string last = ids.last.empty() ? "" : ' ' + ids.last;
  std::string text;
  const auto add = [&](const char* what, const std::string& how) {
    text += fmt::format("  {:<10} {}\n", what, how);
  };
  add("queue", fmt::format("squeue --jobs={}{}", ids.job, last.empty() ? "" : ',' + ids.last));
  add("progress", "servesweep status " + output);
  add("output", job.output_file(ids.job));
  // The closing job first: it waits for the end of the array, and would go on with its work.
  add("stop", fmt::format("{}scancel --batch --signal=USR1 {}   (keeps all that is finished)",
                          last.empty() ? "" : "scancel" + last + "; ", ids.job));
  add("cancel", fmt::format("scancel{} {}   (what is not committed is lost)", last, ids.job));
  add("continue", command);
  return text;
}

ExitCode submit_now(const SlurmJob& job, const CommandLine& line, Output& out) {
  const std::string script = job.script();
  LogFolder logs(job);
  const std::string id = submit_to_slurm(script);
  logs.keep();
  out.write(fmt::format("submitted job {}: {}\n", id, size_text(job)));
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

ExitCode show(const SlurmJob& job, const SubmittableStudy& submitted, Output& out) {
  out.write(job.script());
  if (job.array) {
    out.write("\n# --- a second script: sbatch --dependency=afterany:JOBID, the id of the first\n");
    out.write(job.finishing_job().script());
  }
  std::string remarks = submit_cost(submitted, job);
  remarks +=
      fmt::format("nothing was submitted; make its log folder first if you do: mkdir -p {}\n",
                  shell_word(job.log_folder().string()));
  fmt::print(stderr, "{}", remarks);
  return ExitCode::success;
}

ExitCode submit(const CommandLine& line, Output& out) {
  const SubmittableStudy submitted =
      SubmittableStudy::read(line.path("STUDY"), line.path("output"), line.has("array"));
  const SlurmJob job = job_of(line, submitted);
  return line.has("dry-run") ? show(job, submitted, out) : submit_now(job, line, out);
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
      .value("--max-requeues", "N", "at most so often", "10")
      .value("--launcher", "HOW", "mpirun, srun (--mpi=pmix) or none; else mpirun for many tasks")
      .values("--sbatch", "OPTION", "one more option of sbatch: --sbatch=--qos=long")
      .flag("--dry-run", "print the script and what the study would cost; submit nothing")
      .pass_on(run_verb().line, {"output", "threads", "shared"});
  return {.line = std::move(line), .run = submit};
}

}  // namespace servesweep::sweep
