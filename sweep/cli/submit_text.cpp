#include "sweep/cli/submit_text.h"

#include <fmt/format.h>

#include "sweep/submit/shell_word.h"

namespace servesweep::sweep {

std::string submitted_size(const SlurmJob& job) {
  const auto counted = [](std::int64_t count, const char* noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
  };
  return fmt::format("{}{} x {} x {}, at most {}",
                     job.array ? counted(job.array->elements, "element") + " of " : "",
                     counted(job.nodes, "node"), counted(job.tasks_per_node, "task"),
                     counted(job.cpus_per_task, "CPU"), job.time.text());
}

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

std::string log_remark(const SlurmJob& job) {
  if (job.logs_in_output()) return {};
  return fmt::format(
      "note: a line of #SBATCH cannot name {} (control characters, backslash): what the job says "
      "is kept where sbatch is called, in {}\n",
      shell_word(job.log_folder().string()), job.array ? "slurm-ID_ELEMENT.out" : "slurm-ID.out");
}

}  // namespace servesweep::sweep
