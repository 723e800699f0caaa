#include "sweep/submit/slurm_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "engine/base/problem.h"
#include "sweep/submit/job_script.h"
#include "sweep/submit/script_templates.h"

namespace servesweep::sweep {
namespace {

constexpr std::int64_t kMostElements = 1'000'000;

std::optional<std::int64_t> tasks_in(std::string_view text) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || count < 1 || count > kMostElements) return std::nullopt;
  return count;
}

std::string_view template_of(const SlurmJob& job) {
  if (job.array) return kArrayTemplate;
  return job.requeue ? kRequeueTemplate : kMpiTemplate;
}

/// How long before the end of its time a job is told: as the template says, but no more than a
/// quarter, as a short job would be told at once.
std::string warning(const SlurmJob& job) {
  const std::int64_t usual = job.requeue && !job.array ? 120 : 60;
  return fmt::format("B:USR1@{}", std::clamp(job.time.seconds() / 4, std::int64_t{1}, usual));
}

void ask(JobScript& script, const SlurmJob& job) {
  script.ask("job-name", job.name);
  script.ask("nodes", std::to_string(job.nodes));
  script.ask("ntasks-per-node", std::to_string(job.tasks_per_node));
  script.ask("cpus-per-task", std::to_string(job.cpus_per_task));
  script.ask("time", job.time.slurm_text());
  script.ask("signal", warning(job));
  if (job.array) script.ask("array", job.array->slurm_text());
  if (!job.partition.empty()) script.ask("partition", job.partition);
  if (!job.account.empty()) script.ask("account", job.account);
  for (const std::string& option : job.more) script.ask_more(option, job.requeue);
}

}  // namespace

ArraySize ArraySize::parse(const std::string& text) {
  const std::size_t percent = text.find('%');
  const auto elements = tasks_in(std::string_view(text).substr(0, percent));
  std::optional<std::int64_t> at_once;
  if (percent != std::string::npos) at_once = tasks_in(std::string_view(text).substr(percent + 1));
  if (!elements || (percent != std::string::npos && !at_once)) {
    throw engine::Problem("--array", fmt::format("'{}' is no number of elements", text),
                          fmt::format("it is 16, or 16%4 for 4 at once; at most {}", kMostElements),
                          "correct it");
  }
  if (at_once && *at_once > *elements) {
    throw engine::Problem("--array",
                          fmt::format("'{}' lets {} run at once of {}", text, *at_once, *elements),
                          "there are not so many", fmt::format("write {}", *elements));
  }
  return {.elements = *elements, .at_once = at_once};
}

std::string ArraySize::slurm_text() const {
  return fmt::format("1-{}{}", elements, at_once ? fmt::format("%{}", *at_once) : "");
}

std::int64_t SlurmJob::cpus() const {
  const std::int64_t each = tasks() * cpus_per_task;
  if (!array) return each;
  return each * std::min(array->elements, array->at_once.value_or(array->elements));
}

std::string SlurmJob::script() const {
  JobScript script(template_of(*this));
  ask(script, *this);
  script.write_output_to(log_folder().string(), array ? "slurm-%A_%a.out" : "slurm-%j.out");
  script.set("SERVESWEEP", program.string());
  script.set("STUDY", study.string());
  script.set("OUT", output.string());
  script.set("LAUNCHER", !launcher.empty() ? launcher : tasks() == 1 ? "none" : "mpirun");
  script.set("RUN_OPTIONS", run_options);
  if (requeue && !array) script.set("MAX_REQUEUES", std::to_string(most_requeues));
  return script.text();
}

SlurmJob SlurmJob::finishing_job() const {
  SlurmJob job = *this;
  job.array.reset();
  std::erase_if(job.run_options, [](const std::string& option) {
    return option.starts_with("--lease-seconds");  // an ordinary run leases nothing
  });
  job.name += "-end";
  return job;
}

std::string SlurmJob::output_file(const std::string& id) const {
  const std::string file = fmt::format("slurm-{}{}.out", id, array ? "_*" : "");
  return logs_in_output() ? (log_folder() / file).string() : file;
}

bool SlurmJob::logs_in_output() const {
  return JobScript(kMpiTemplate).write_output_to(log_folder().string(), "slurm-%j.out");
}

}  // namespace servesweep::sweep
