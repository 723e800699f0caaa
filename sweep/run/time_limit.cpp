#include "sweep/run/time_limit.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>
#include <string_view>

#include "sweep/run/bounded_command.h"
#include "sweep/run/duration.h"

namespace servesweep::sweep {
namespace {

constexpr std::chrono::seconds kPatience{10};

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::string> ask_squeue(const std::string& job) {
  return output_of({"squeue", "-h", "-j", job, "-o", "%L"}, kPatience);
}

std::string without_spaces(std::string text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\n'; };
  text.erase(std::remove_if(text.begin(), text.end(), is_space), text.end());
  return text;
}

}  // namespace

TimeSources TimeSources::of_system() {
  return {.epoch_seconds =
              [] {
                const auto now = std::chrono::system_clock::now().time_since_epoch();
                return std::chrono::duration_cast<std::chrono::seconds>(now).count();
              },
          .squeue = ask_squeue};
}

std::optional<std::chrono::seconds> slurm_time_left(const Environment& environment,
                                                    const TimeSources& sources) {
  const char* job = environment("SLURM_JOB_ID");
  if (job == nullptr) return std::nullopt;
  if (const char* end = environment("SLURM_JOB_END_TIME")) {
    if (const auto seconds = whole_number(end)) {
      return std::chrono::seconds(*seconds - sources.epoch_seconds());
    }
  }
  std::optional<std::string> told;
  if (whole_number(job)) told = sources.squeue(job);
  const std::string text = told ? without_spaces(*told) : "";
  if (text == "UNLIMITED") return std::nullopt;
  const std::optional<std::chrono::seconds> left = parse_duration(text);
  if (!left) {
    spdlog::warn(
        "Slurm does not tell when job {} ends (squeue says '{}'), so nothing stops in time by "
        "itself; give --walltime, or let Slurm send a signal",
        job, text);
  }
  return left;
}

std::optional<std::chrono::duration<double>> time_left(const TimeLimit& limit,
                                                       const TimeSources& sources) {
  if (limit.walltime) {
    return *limit.walltime - (std::chrono::steady_clock::now() - limit.since);
  }
  if (!limit.environment) return std::nullopt;
  return slurm_time_left(limit.environment, sources);
}

}  // namespace servesweep::sweep
