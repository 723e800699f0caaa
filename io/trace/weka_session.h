#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "io/table/json_node.h"
#include "io/trace/content_tree.h"
#include "io/trace/trace_builder.h"
#include "io/trace/weka_trace.h"

namespace servesweep::io {

/// One session of a WEKA trace on its way into a builder.
class WekaSession {
 public:
  static constexpr std::int32_t kBlockTokens = 64;

  /// The `number`th session of the file, which starts at `start_us`.
  WekaSession(const WekaOptions& options, std::int32_t number, engine::TimeUs start_us)
      : options_(options), number_(number), start_us_(start_us) {}

  /// Adds its requests; agents are numbered on from `agents`. Problem at what breaks a rule.
  void add(const JsonNode& line, std::int32_t& agents, TraceBuilder& builder);

 private:
  /// The latest request of an agent.
  struct Agent {
    std::int32_t conversation = 0;
    std::int32_t turns = 0;
    std::int32_t row = -1;
    double start_s = 0;
    double service_s = 0;
  };

  [[nodiscard]] TraceRow read_request(const JsonNode& node, Agent& agent) const;
  void read_blocks(const JsonNode& node, std::int64_t input_tokens);
  /// Names blocks for the whole trace: those of the common prefix, the others as this session's.
  [[nodiscard]] std::span<const BlockRun> global_blocks();
  [[nodiscard]] std::int64_t common_blocks() const;

  const WekaOptions& options_;
  std::int32_t number_;
  engine::TimeUs start_us_;
  std::int64_t prefix_blocks_ = 0;  ///< full blocks of tools and system prompt
  std::unordered_map<std::string, Agent> agents_;
  std::vector<BlockRun> first_, blocks_, global_;  ///< of the first request; of this one
};

}  // namespace servesweep::io
