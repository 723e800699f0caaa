#include "io/process/process_usage.h"

#include <fmt/format.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

namespace servesweep::io {
namespace {

double seconds_of(const timeval& time) {
  constexpr double kMicro = 1e-6;
  return static_cast<double>(time.tv_sec) + kMicro * static_cast<double>(time.tv_usec);
}

}  // namespace

ProcessUsage ProcessUsage::now() {
  rusage usage{};
  if (::getrusage(RUSAGE_SELF, &usage) != 0) return {};
  constexpr std::int64_t kBytesPerUnit = 1024;  // Linux counts kB
  return {.processor_s = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
          .peak_memory_bytes = usage.ru_maxrss * kBytesPerUnit};
}

ProcessorSet ProcessorSet::of_this_process() {
  ProcessorSet set;
  set.online = static_cast<int>(std::max(1L, ::sysconf(_SC_NPROCESSORS_ONLN)));
  cpu_set_t mask;
  CPU_ZERO(&mask);
  if (::sched_getaffinity(0, sizeof mask, &mask) != 0) {  // more than 1,024 processors
    set.usable = set.online;
    set.list = "unknown";
    return set;
  }
  set.usable = CPU_COUNT(&mask);
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (!CPU_ISSET(cpu, &mask)) continue;
    const int first = cpu;
    while (cpu + 1 < CPU_SETSIZE && CPU_ISSET(cpu + 1, &mask)) ++cpu;
    if (!set.list.empty()) set.list += ',';
    set.list += first == cpu ? fmt::format("{}", first) : fmt::format("{}-{}", first, cpu);
  }
  return set;
}

}  // namespace servesweep::io
