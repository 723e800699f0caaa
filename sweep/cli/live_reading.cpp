#include "sweep/cli/live_reading.h"

#include <fmt/format.h>

#include "engine/base/problem.h"
#include "io/folder/atomic_file.h"
#include "io/folder/shared_file.h"
#include "sweep/cli/duration_words.h"
#include "sweep/run/live_format.h"

namespace servesweep::sweep {
namespace {

/// Clocks of machines may differ by so much.
constexpr std::chrono::seconds kSkew{15};

/// A rank takes some hundred bytes.
constexpr std::uintmax_t kMostLiveBytes = std::uintmax_t{64} << 20;

void mend_time(LiveReading& reading, const std::filesystem::path& file,
               std::chrono::system_clock::time_point now) {
  if (reading.standing->updated <= now + kSkew) return;
  using Time = std::chrono::system_clock::time_point;
  const auto written_ns = std::chrono::nanoseconds(io::modified_ns(file).value_or(0));
  const Time written(std::chrono::duration_cast<Time::duration>(written_ns));
  if (written > now + kSkew) {
    reading = {.standing = {}, .problem = "was written in the future"};
  } else {
    reading.standing->updated = written;
  }
}

}  // namespace

LiveReading LiveReading::of(const std::filesystem::path& file,
                            std::chrono::system_clock::time_point now) {
  LiveReading reading;
  std::error_code ignored;
  try {
    if (!std::filesystem::exists(file, ignored)) return reading;
    if (std::filesystem::is_regular_file(file, ignored) &&
        std::filesystem::file_size(file, ignored) > kMostLiveBytes) {
      reading.problem = "is larger than a study makes it";
      return reading;
    }
    reading.standing = read_live_text(io::read_file(file), file.string());
    mend_time(reading, file, now);
  } catch (const engine::Problem& problem) {
    if (!std::filesystem::exists(file, ignored)) return reading;  // its writer has left meanwhile
    reading.problem = problem.problem();
    if (!problem.why().empty()) reading.problem += fmt::format(" ({})", problem.why());
  }
  return reading;
}

std::string contradiction(const LiveStanding& standing, const ShardEvidence& shards) {
  if (standing.shards > shards.shards) {
    return fmt::format("tells of {} shards where {} are", standing.shards, shards.shards);
  }
  if (standing.bytes > shards.bytes) {
    return fmt::format("tells of {} in shards that have {}",
                       bytes_words(static_cast<double>(standing.bytes)),
                       bytes_words(static_cast<double>(shards.bytes)));
  }
  const std::size_t stored = standing.found + standing.committed_runs;
  if (stored > shards.runs) {
    return fmt::format("tells of {} runs in shards that hold {}", stored, shards.runs);
  }
  return "";
}

}  // namespace servesweep::sweep
