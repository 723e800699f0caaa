#include "sweep/submit/managed_option.h"

#include <fmt/format.h>

#include <array>

#include "engine/base/problem.h"

namespace servesweep::sweep {
namespace {

struct Managed {
  std::string_view name, instead;
};

constexpr std::array kManaged{
    Managed{"job-name", "leave it out: a job is found by its study's name"},
    Managed{"nodes", "use --nodes"},
    Managed{"ntasks", "use --nodes and --ntasks-per-node"},
    Managed{"ntasks-per-node", "use --ntasks-per-node"},
    Managed{"tasks-per-node", "use --ntasks-per-node"},
    Managed{"cpus-per-task", "use --cpus-per-task"},
    Managed{"time", "use --time"},
    Managed{"partition", "use --partition"},
    Managed{"account", "use --account"},
    Managed{"array", "use --array"},
    Managed{"output", "leave it out: what a job says is kept in the result folder"},
    Managed{"open-mode", "leave it out: a job that is started again goes on with its file"},
    Managed{"signal", "leave it out: a job is told in time"},
    Managed{"requeue", "leave it out, or use --requeue for a study longer than a job"},
    Managed{"dependency", "submit with --dry-run, and give the script to sbatch yourself"},
    Managed{"parsable", "leave it out"},
    Managed{"test-only", "use --dry-run"},
    Managed{"wrap", "leave it out: the job has a script"},
};
constexpr std::string_view kNoRequeue = "no-requeue";

[[noreturn]] void refuse_option(std::string_view given, std::string_view name,
                                std::string_view instead) {
  const std::string also = given == name ? "" : fmt::format(", short for --{},", name);
  throw engine::Problem("--sbatch", fmt::format("--{}{} is not free", given, also),
                        "submit asks Slurm for it itself, and relies on it", std::string(instead));
}

}  // namespace

void check_unmanaged(std::string_view name, bool requeues) {
  for (const Managed& managed : kManaged) {
    if (managed.name.starts_with(name)) refuse_option(name, managed.name, managed.instead);
  }
  if (requeues && kNoRequeue.starts_with(name)) {
    refuse_option(name, kNoRequeue, "leave --requeue out, or this");
  }
}

}  // namespace servesweep::sweep
