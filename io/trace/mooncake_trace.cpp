#include "io/trace/mooncake_trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/random/uniform_01.hpp>
#include <cmath>
#include <optional>
#include <vector>

#include "engine/random/stream.h"
#include "io/table/json_lines.h"
#include "io/trace/mooncake_line.h"
#include "io/trace/trace_builder.h"

namespace servesweep::io {
namespace {

using engine::TimeUs;

constexpr engine::StreamPurpose kSpread("trace.spread");
constexpr TimeUs kGridJitterUs = 10'000;
constexpr std::int64_t kHighestId = std::int64_t{1} << 62;

/// The grid point that a recorded time stands for, if it is near one.
std::optional<TimeUs> grid_point_us(TimeUs time_us, TimeUs grid_us) {
  const TimeUs point_us = (time_us + grid_us / 2) / grid_us * grid_us;
  if (std::abs(time_us - point_us) <= kGridJitterUs) return point_us;
  return std::nullopt;
}

/// When a request recorded at this time is sent; nothing if the time should be on the grid and is
/// not.
std::optional<TimeUs> sent_us(TimeUs recorded_us, const MooncakeOptions& mooncake,
                              std::uint64_t seed, std::int32_t row) {
  if (mooncake.grid_us == 0) return recorded_us;
  const std::optional<TimeUs> point_us = grid_point_us(recorded_us, mooncake.grid_us);
  if (!point_us) return std::nullopt;
  engine::Stream stream(seed, kSpread, static_cast<std::uint64_t>(row));
  const double share = boost::random::uniform_01<double>()(stream);
  return *point_us + static_cast<TimeUs>(share * static_cast<double>(mooncake.grid_us));
}

TimeUs time_us(const JsonNode& node, const MooncakeOptions& mooncake, std::uint64_t seed,
               std::int32_t row) {
  const double ms = node.real(0, static_cast<double>(kLastTraceTimeUs) / 1000);
  const TimeUs recorded_us = std::llround(ms * 1000);
  const std::optional<TimeUs> sent = sent_us(recorded_us, mooncake, seed, row);
  if (sent) return *sent;
  throw node.problem(
      fmt::format("{} ms is not on the grid of {} ms", recorded_us / 1000, mooncake.grid_us / 1000),
      "times on a grid are spread over it", "use arrivals: raw for this trace");
}

/// As many ids as full blocks, or one more for the rest of the prompt.
bool count_fits(std::size_t ids, std::int64_t input_tokens, std::int64_t block_tokens) {
  return std::cmp_equal(ids, input_tokens / block_tokens) ||
         std::cmp_equal(ids, (input_tokens + block_tokens - 1) / block_tokens);
}

void check_count(const JsonNode& node, std::size_t ids, std::int64_t input_tokens,
                 std::int64_t block_tokens) {
  if (count_fits(ids, input_tokens, block_tokens)) return;
  throw node.problem(
      fmt::format("has {} entries", ids),
      fmt::format("{} are needed for {} tokens of {}",
                  (input_tokens + block_tokens - 1) / block_tokens, input_tokens, block_tokens),
      "correct input_length or block_tokens");
}

/// Reads requests one by one into a builder.
class MooncakeReader {
 public:
  MooncakeReader(const MooncakeOptions& mooncake, const TraceOptions& options)
      : mooncake_(mooncake), seed_(options.seed), builder_(options, mooncake.block_tokens) {}

  void add(const JsonNode& line) {
    TraceRow row;
    row.time_us = time_us(line.at("timestamp"), mooncake_, seed_, builder_.rows());
    row.input_tokens =
        static_cast<std::int32_t>(line.at("input_length").integer(1, kMostTraceTokens));
    row.output_tokens =
        static_cast<std::int32_t>(line.at("output_length").integer(0, kMostTraceTokens));
    const JsonNode hash_ids = line.at("hash_ids");
    hash_ids.integers(0, kHighestId, plain_.hash_ids);
    check_count(hash_ids, plain_.hash_ids.size(), row.input_tokens, mooncake_.block_tokens);
    add(row, plain_.hash_ids);
  }

  /// False, and nothing is added, if the line is not plain or breaks a rule.
  [[nodiscard]] bool add_plain(const std::string& line) {
    if (!plain_.read(line)) return false;
    const bool lengths_fit = plain_.input_length >= 1 && plain_.input_length <= kMostTraceTokens &&
                             plain_.output_length <= kMostTraceTokens;
    const bool ids_fit =
        std::ranges::all_of(plain_.hash_ids, [](std::int64_t id) { return id <= kHighestId; });
    if (!lengths_fit || !ids_fit || plain_.timestamp_ms > kLastTraceTimeUs / 1000 ||
        !count_fits(plain_.hash_ids.size(), plain_.input_length, mooncake_.block_tokens)) {
      return false;
    }
    const std::optional<TimeUs> sent =
        sent_us(plain_.timestamp_ms * 1000, mooncake_, seed_, builder_.rows());
    if (!sent) return false;
    TraceRow row;
    row.time_us = *sent;
    row.input_tokens = static_cast<std::int32_t>(plain_.input_length);
    row.output_tokens = static_cast<std::int32_t>(plain_.output_length);
    add(row, plain_.hash_ids);
    return true;
  }

  [[nodiscard]] TraceBuilder& builder() { return builder_; }

 private:
  void add(TraceRow& row, const std::vector<std::int64_t>& ids) {
    runs_.clear();
    for (const std::int64_t id : ids) runs_.push_back({id, 1});
    row.content = builder_.content().insert(runs_);
    builder_.add(row);
  }

  MooncakeOptions mooncake_;
  std::uint64_t seed_;
  TraceBuilder builder_;
  MooncakeLine plain_;
  std::vector<BlockRun> runs_;
};

}  // namespace

engine::Workload read_mooncake_trace(const std::filesystem::path& path,
                                     const MooncakeOptions& mooncake, const TraceOptions& options) {
  JsonLines lines(path);
  MooncakeReader reader(mooncake, options);
  while (lines.next_text()) {
    if (reader.add_plain(lines.text())) continue;
    lines.parse();
    reader.add(lines.object());
  }
  reader.builder().require_rows(path);
  return reader.builder().finish();
}

}  // namespace servesweep::io
