#include "io/trace/mooncake_trace.h"

#include <fmt/format.h>

#include <boost/random/uniform_01.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/random/stream.h"
#include "io/table/json_lines.h"
#include "io/trace/trace_builder.h"

namespace servesweep::io {
namespace {

using engine::TimeUs;

constexpr engine::StreamPurpose kSpread("trace.spread");
constexpr TimeUs kGridJitterUs = 10'000;
constexpr std::int64_t kHighestId = std::int64_t{1} << 62;

/// The grid point that a recorded time stands for.
TimeUs grid_point_us(const JsonNode& node, TimeUs time_us, TimeUs grid_us) {
  const TimeUs point_us = (time_us + grid_us / 2) / grid_us * grid_us;
  if (std::abs(time_us - point_us) <= kGridJitterUs) return point_us;
  throw node.problem(
      fmt::format("{} ms is not on the grid of {} ms", time_us / 1000, grid_us / 1000),
      "times on a grid are spread over it", "use arrivals: raw for this trace");
}

TimeUs time_us(const JsonNode& node, const MooncakeOptions& mooncake, std::uint64_t seed,
               std::int32_t row) {
  const double ms = node.real(0, static_cast<double>(kLastTraceTimeUs) / 1000);
  const TimeUs recorded_us = std::llround(ms * 1000);
  if (mooncake.grid_us == 0) return recorded_us;
  engine::Stream stream(seed, kSpread, static_cast<std::uint64_t>(row));
  const double share = boost::random::uniform_01<double>()(stream);
  return grid_point_us(node, recorded_us, mooncake.grid_us) +
         static_cast<TimeUs>(share * static_cast<double>(mooncake.grid_us));
}

/// As many ids as full blocks, or one more for the rest of the prompt.
void check_count(const JsonNode& node, std::size_t ids, std::int64_t input_tokens,
                 std::int64_t block_tokens) {
  const std::int64_t full = input_tokens / block_tokens;
  const std::int64_t all = (input_tokens + block_tokens - 1) / block_tokens;
  if (std::cmp_equal(ids, all) || std::cmp_equal(ids, full)) return;
  throw node.problem(
      fmt::format("has {} entries", ids),
      fmt::format("{} are needed for {} tokens of {}", all, input_tokens, block_tokens),
      "correct input_length or block_tokens");
}

/// Reads requests one by one into a builder.
class Reader {
 public:
  Reader(const MooncakeOptions& mooncake, const TraceOptions& options)
      : mooncake_(mooncake), seed_(options.seed), builder_(options, mooncake.block_tokens) {}

  void add(const JsonNode& line) {
    TraceRow row;
    row.time_us = time_us(line.at("timestamp"), mooncake_, seed_, builder_.rows());
    row.input_tokens =
        static_cast<std::int32_t>(line.at("input_length").integer(1, kMostTraceTokens));
    row.output_tokens =
        static_cast<std::int32_t>(line.at("output_length").integer(0, kMostTraceTokens));
    const JsonNode hash_ids = line.at("hash_ids");
    hash_ids.integers(0, kHighestId, ids_);
    check_count(hash_ids, ids_.size(), row.input_tokens, mooncake_.block_tokens);
    runs_.clear();
    for (const std::int64_t id : ids_) runs_.push_back({id, 1});
    row.content = builder_.content().insert(runs_);
    builder_.add(row);
  }

  [[nodiscard]] TraceBuilder& builder() { return builder_; }

 private:
  MooncakeOptions mooncake_;
  std::uint64_t seed_;
  TraceBuilder builder_;
  std::vector<std::int64_t> ids_;
  std::vector<BlockRun> runs_;
};

}  // namespace

engine::Workload read_mooncake_trace(const std::filesystem::path& path,
                                     const MooncakeOptions& mooncake, const TraceOptions& options) {
  JsonLines lines(path);
  Reader reader(mooncake, options);
  while (lines.next()) reader.add(lines.object());
  reader.builder().require_rows(path);
  return reader.builder().finish();
}

}  // namespace servesweep::io
