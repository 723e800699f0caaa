#include "io/process/process_identity.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "io/folder/host_name.h"

namespace servesweep::io {
namespace {

std::string machine_name() {
  std::string boot;
  std::getline(std::ifstream("/proc/sys/kernel/random/boot_id"), boot);
  std::error_code error;
  const std::filesystem::path pids = std::filesystem::read_symlink("/proc/self/ns/pid", error);
  return boot.empty() || error ? std::string() : boot + ' ' + pids.string();
}

/// Field 22 of /proc/PID/stat; 0 if there is no such process, or only what is left of one.
std::int64_t start_ticks_of(std::int64_t pid) {
  std::string line;
  std::getline(std::ifstream(fmt::format("/proc/{}/stat", pid)), line);
  const std::size_t name_end = line.rfind(')');  // the name before it may hold anything
  if (name_end == std::string::npos) return 0;
  std::istringstream fields(line.substr(name_end + 1));
  std::string state, skipped;
  fields >> state;
  if (state == "Z" || state == "X") return 0;
  constexpr int kBetween = 18;
  for (int i = 0; i < kBetween; ++i) fields >> skipped;
  std::int64_t ticks = 0;
  fields >> ticks;
  return ticks;
}

}  // namespace

ProcessIdentity ProcessIdentity::mine() {
  const auto pid = static_cast<std::int64_t>(::getpid());
  return {.host = host_name(),
          .machine = machine_name(),
          .pid = pid,
          .start_ticks = start_ticks_of(pid)};
}

std::optional<bool> ProcessIdentity::lives() const {
  if (machine.empty() || machine != machine_name() || start_ticks == 0) return std::nullopt;
  return start_ticks_of(pid) == start_ticks;
}

}  // namespace servesweep::io
