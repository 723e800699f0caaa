#include "sweep/study/trace_options_text.h"

#include <fmt/format.h>

#include "sweep/study/choice.h"

namespace servesweep::sweep {
namespace {

namespace fs = std::filesystem;
using io::Document;
using io::Value;
using io::WekaReplay;

constexpr std::int64_t kNarrowestGridUs = 100'000;
constexpr std::int64_t kWidestGridUs = 1'000'000'000'000;
constexpr std::int64_t kLongestBlockTokens = 1 << 20;
constexpr double kLongestS = 1e9;

}  // namespace

std::vector<std::string> trace_fields(const std::vector<std::string>& more) {
  std::vector<std::string> fields = {"format", "path", "content"};
  fields.insert(fields.end(), more.begin(), more.end());
  return fields;
}

fs::path read_path(const Document& node) {
  return fs::absolute(fs::path(node.file()).parent_path() / node.text()).lexically_normal();
}

void read_mooncake_options(const Document& node, io::MooncakeOptions& options) {
  node.allow_only(trace_fields({"arrivals", "grid_us", "block_tokens"}));
  if (const auto block = node.find("block_tokens")) {
    options.block_tokens = static_cast<std::int32_t>(block->integer(1, kLongestBlockTokens));
  }
  bool spread = options.grid_us > 0;
  if (const auto arrivals = node.find("arrivals")) {
    spread = choose<bool>(*arrivals, {{"spread", true}, {"raw", false}});
  }
  const auto grid = node.find("grid_us");
  if (grid && !spread) {
    throw grid->problem("has no effect", "arrivals are raw", "remove it or set arrivals: spread");
  }
  if (grid) {
    options.grid_us = grid->integer(kNarrowestGridUs, kWidestGridUs);
  } else if (!spread) {
    options.grid_us = 0;
  } else if (options.grid_us == 0) {
    throw node.problem("grid_us: missing", "arrivals: spread needs the width of a cell", "add it");
  }
}

void add_mooncake_options(const io::MooncakeOptions& options, Value& value) {
  const bool spread = options.grid_us > 0;
  value.set("arrivals", Value::text(spread ? "spread" : "raw"));
  if (spread) value.set("grid_us", Value::integer(options.grid_us));
  value.set("block_tokens", Value::integer(options.block_tokens));
}

void read_weka_options(const Document& node, io::WekaOptions& options) {
  node.allow_only(trace_fields({"replay", "sessions_per_s", "sessions_cv", "common_prefix"}));
  if (const auto replay = node.find("replay")) {
    options.replay = choose<WekaReplay>(
        *replay, {{"think-time", WekaReplay::think_time}, {"original", WekaReplay::original}});
  }
  options.sessions_per_s = node.at("sessions_per_s").real(1e-9, 1e6);
  if (const auto cv = node.find("sessions_cv")) {
    options.arrival = {.process = engine::ArrivalProcess::gamma, .cv = cv->real(0.01, 10)};
  }
  if (const auto common = node.find("common_prefix")) options.common_prefix = common->boolean();
}

void add_weka_options(const io::WekaOptions& options, Value& value) {
  const bool closed = options.replay == WekaReplay::think_time;
  value.set("replay", Value::text(closed ? "think-time" : "original"));
  value.set("sessions_per_s", Value::number(options.sessions_per_s));
  if (options.arrival.cv) value.set("sessions_cv", Value::number(*options.arrival.cv));
  value.set("common_prefix", Value::boolean(options.common_prefix));
}

void read_servegen_options(const Document& node, io::ServegenOptions& options) {
  node.allow_only(trace_fields({"lengths", "start_s", "end_s", "skip_clients_without_lengths"}));
  options.lengths = read_path(node.at("lengths"));
  if (const auto start = node.find("start_s")) options.start_s = start->real(0, kLongestS);
  const auto end = node.find("end_s");
  if (end) options.end_s = end->real(0, kLongestS);
  if (options.end_s <= options.start_s) {
    throw(end ? *end : node.at("start_s"))
        .problem(fmt::format("{} to {} s is empty", options.start_s, options.end_s), "",
                 "let end_s be later than start_s");
  }
  if (const auto skip = node.find("skip_clients_without_lengths")) {
    options.skip_clients_without_lengths = skip->boolean();
  }
}

void add_servegen_options(const io::ServegenOptions& options, Value& value) {
  value.set("start_s", Value::number(options.start_s));
  value.set("end_s", Value::number(options.end_s));
  value.set("skip_clients_without_lengths", Value::boolean(options.skip_clients_without_lengths));
}

}  // namespace servesweep::sweep
