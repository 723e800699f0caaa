#include "sweep/run/failure_rules.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

namespace servesweep::sweep {
namespace {

/// A number of bytes in a file; nothing if there is none ("max": no limit).
std::optional<std::size_t> bytes_in(const std::string& file) {
  std::ifstream in(file);
  std::size_t bytes = 0;
  if (in >> bytes) return bytes;
  return std::nullopt;
}

/// The smallest limit of this process's control group and those above it, of either version.
std::size_t control_group_bytes() {
  std::size_t least = SIZE_MAX;
  std::ifstream groups("/proc/self/cgroup");
  for (std::string line; std::getline(groups, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    const bool unified = controllers.empty();
    if (!unified && controllers.find("memory") == std::string::npos) continue;
    const std::string root = unified ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory";
    const std::string name = unified ? "/memory.max" : "/memory.limit_in_bytes";
    for (std::string path = line.substr(second + 1);; path.erase(path.rfind('/'))) {
      least = std::min(least, bytes_in(root + (path == "/" ? "" : path) + name).value_or(SIZE_MAX));
      if (path.rfind('/') == std::string::npos) break;
    }
  }
  return least;
}

/// A positive number in the environment.
std::optional<std::size_t> number_in(const char* name) {
  const char* text = std::getenv(name);
  if (text == nullptr) return std::nullopt;
  const std::string_view digits(text);
  std::size_t number = 0;
  (void)std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number > 0 ? std::optional(number) : std::nullopt;
}

/// What Slurm has granted the job on this node: it may watch over that without a control group.
std::size_t slurm_bytes() {
  if (const auto node = number_in("SLURM_MEM_PER_NODE")) return *node << 20;
  const auto per_cpu = number_in("SLURM_MEM_PER_CPU"), cpus = number_in("SLURM_CPUS_ON_NODE");
  return per_cpu && cpus ? (*per_cpu * *cpus) << 20 : SIZE_MAX;
}

/// Ranks of this job on this machine, as far as its launcher tells.
std::size_t ranks_here() {
  const auto ranks = number_in("OMPI_COMM_WORLD_LOCAL_SIZE");
  return ranks ? *ranks : number_in("SLURM_NTASKS_PER_NODE").value_or(1);
}

std::size_t process_bytes() {
  std::size_t bytes = static_cast<std::size_t>(sysconf(_SC_PHYS_PAGES)) *
                      static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  for (const auto resource : {RLIMIT_AS, RLIMIT_DATA}) {
    rlimit limit{};
    if (getrlimit(resource, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
      bytes = std::min<std::size_t>(bytes, limit.rlim_cur);
    }
  }
  return std::min({bytes, control_group_bytes(), slurm_bytes()});
}

}  // namespace

std::size_t usual_run_memory(int threads) {
  return process_bytes() / 2 / ranks_here() / static_cast<std::size_t>(std::max(threads, 1));
}

}  // namespace servesweep::sweep
