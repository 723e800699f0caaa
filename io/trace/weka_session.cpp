#include "io/trace/weka_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace servesweep::io {
namespace {

constexpr double kLongestS = 1e9;
constexpr std::int64_t kHighestWekaId = std::int64_t{1} << 31;

engine::TimeUs microseconds(double seconds) {
  return std::llround(seconds * 1e6);
}

double seconds_or(const JsonNode& node, std::string_view key, double otherwise) {
  const auto found = node.find(key);
  return found ? found->real(0, kLongestS) : otherwise;
}

}  // namespace

void WekaSession::add(const JsonNode& line, std::int32_t& agents, TraceBuilder& builder) {
  const JsonNode block_size = line.at("block_size");
  if (block_size.integer(1, kMostTraceTokens) != kBlockTokens) {
    throw block_size.problem("is not 64", "blocks of one trace have one size", "hash it anew");
  }
  if (options_.common_prefix) {
    const std::int64_t tokens = line.at("tool_tokens").integer(0, kMostTraceTokens) +
                                line.at("system_tokens").integer(0, kMostTraceTokens);
    prefix_blocks_ = tokens / kBlockTokens;
  }
  const JsonNode requests = line.at("requests");
  const JsonNode count = line.at("n");
  if (std::cmp_not_equal(count.integer(0, kMostTraceRequests), requests.size())) {
    throw count.problem(fmt::format("is {}, but there are {} requests",
                                    count.integer(0, kMostTraceRequests), requests.size()),
                        "the session is cut off", "get the whole file");
  }
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const JsonNode node = requests.item(i);
    Agent& agent = agents_[node.at("a").text()];
    if (agent.turns == 0) agent.conversation = agents++;
    TraceRow row = read_request(node, agent);
    read_blocks(node.at("h"), row.input_tokens);
    if (i == 0) first_ = blocks_;
    row.content = builder.content().insert(global_blocks());
    agent.row = builder.add(row);
  }
}

TraceRow WekaSession::read_request(const JsonNode& node, Agent& agent) const {
  TraceRow row;
  const JsonNode start = node.at("t");
  const double start_s = start.real(0, kLongestS);
  row.time_us = start_us_ + microseconds(start_s);
  row.input_tokens = static_cast<std::int32_t>(node.at("in").integer(1, kMostTraceTokens));
  row.output_tokens = static_cast<std::int32_t>(node.at("out").integer(0, kMostTraceTokens));
  row.session = agent.conversation;
  row.turn = agent.turns++;
  if (row.turn > 0) {
    if (start_s < agent.start_s) {
      throw start.problem(fmt::format("{} is earlier than the request before", start_s),
                          fmt::format("that one of the same agent starts at {}", agent.start_s),
                          "sort the requests by t");
    }
    if (options_.replay == WekaReplay::think_time) row.follows = agent.row;
    const double gap_s = start_s - agent.start_s;
    row.think_us = microseconds(seconds_or(node, "th", std::max(0.0, gap_s - agent.service_s)));
  }
  agent.start_s = start_s;
  agent.service_s = seconds_or(node, "api", 0);
  return row;
}

void WekaSession::read_blocks(const JsonNode& node, std::int64_t input_tokens) {
  blocks_.clear();
  std::int64_t count = 0;
  std::vector<std::int64_t> range;
  for (std::size_t i = 0; i < node.size(); ++i) {
    const JsonNode item = node.item(i);
    item.integers(0, kHighestWekaId, range);
    if (range.size() != 2 || count + range[1] > input_tokens) {
      throw item.problem("is no range of this prompt", "", "write [first id, count]");
    }
    count += range[1];
    const auto blocks = static_cast<std::int32_t>(range[1]);
    if (!blocks_.empty() && blocks_.back().first + blocks_.back().blocks == range[0]) {
      blocks_.back().blocks += blocks;
    } else {
      blocks_.push_back({range[0], blocks});
    }
  }
  if (count == input_tokens / kBlockTokens) return;
  throw node.problem(fmt::format("has {} blocks", count),
                     fmt::format("{} tokens fill {} of {}", input_tokens,
                                 input_tokens / kBlockTokens, kBlockTokens),
                     "correct in or h");
}

/// Blocks at the front that belong to tools and system prompt: those that the first request has.
std::int64_t WekaSession::common_blocks() const {
  std::int64_t common = 0;
  for (std::size_t i = 0; i < std::min(first_.size(), blocks_.size()); ++i) {
    if (first_[i].first != blocks_[i].first) break;
    common += std::min(first_[i].blocks, blocks_[i].blocks);
    if (first_[i].blocks != blocks_[i].blocks) break;
  }
  return std::min(common, prefix_blocks_);
}

std::span<const BlockRun> WekaSession::global_blocks() {
  global_.clear();
  std::int64_t common = common_blocks();
  if (common > 0) global_.push_back({0, static_cast<std::int32_t>(common)});
  const std::int64_t scope = (std::int64_t{number_} + 1) << 32;
  for (const BlockRun& run : blocks_) {
    const auto skipped = static_cast<std::int32_t>(std::min<std::int64_t>(common, run.blocks));
    common -= skipped;
    if (run.blocks == skipped) continue;
    global_.push_back({scope + run.first + skipped, run.blocks - skipped});
  }
  return global_;
}

}  // namespace servesweep::io
