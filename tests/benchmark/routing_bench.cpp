#include "tests/benchmark/routing_bench.h"

#include <algorithm>

#include "engine/policy/registry.h"
#include "tests/engine/workload_builder.h"

namespace servesweep::benchmark {
namespace {

using engine::ChainId;
using engine::InstanceId;

constexpr std::int32_t kPrompts = 16;
constexpr std::int32_t kBlockTokens = 16;
constexpr std::int32_t kGpuBlocks = 1 << 20;
constexpr std::int32_t kPrivateTokens = 8;  ///< less than a block: the index stays as it is

engine::PolicySpec router(const std::string& scorer) {
  engine::PolicySpec prefix{.policy = scorer, .parameters = {{"weight", 3.0}}, .scorers = {}};
  if (scorer == "prefix-affinity") prefix.parameters["capacity_blocks"] = double{kGpuBlocks};
  return {
      .policy = "weighted",
      .parameters = {},
      .scorers = {prefix,
                  {.policy = "queue-depth", .parameters = {{"weight", 2.0}}, .scorers = {}},
                  {.policy = "kv-utilization", .parameters = {{"weight", 2.0}}, .scorers = {}}}};
}

/// Where the extent's blocks end.
std::int32_t end_block(RoutingSize size, std::int32_t extent) {
  return size.prefix_blocks * (extent + 1) / size.extents;
}

}  // namespace

RoutingBench::RoutingBench(const std::string& scorer, RoutingSize size)
    : policy_(engine::routing_policies().create(router(scorer), "routing")),
      load_(static_cast<std::size_t>(size.instances), 0),
      inflight_tokens_(static_cast<std::size_t>(size.instances), 0),
      used_kv_blocks_(static_cast<std::size_t>(size.instances), 0),
      reports_(static_cast<std::size_t>(size.instances)) {
  make_requests(size);
  policy_->reset(load_.size());
  directory_.reset(load_.size(), kBlockTokens, 0);
  if (policy_->needs_cache_directory()) {
    fill_directory(size);
  } else {
    fill_index(size);
  }
}

void RoutingBench::make_requests(RoutingSize size) {
  engine::WorkloadBuilder builder;
  for (std::int32_t prompt = 0; prompt < kPrompts; ++prompt) {
    std::vector<engine::Segment> content;
    for (std::int32_t i = 0; i < size.extents; ++i) {
      content.push_back({.chain = ChainId(prompt * size.extents + i),
                         .end_token = end_block(size, i) * kBlockTokens});
    }
    builder.add({.input_tokens = size.prefix_blocks * kBlockTokens + kPrivateTokens,
                 .content = std::move(content)});
  }
  prompts_ = builder.build();
}

void RoutingBench::fill_directory(RoutingSize size) {
  for (std::int32_t instance = 0; instance < size.instances; ++instance) {
    for (std::int32_t prompt = 0; prompt < kPrompts; ++prompt) {
      for (std::int32_t i = 0; i < size.extents; ++i) {
        directory_.listener(InstanceId(instance))
            .changed({.chain = ChainId(prompt * size.extents + i),
                      .first = i == 0 ? 0 : end_block(size, i - 1),
                      .end = end_block(size, i)},
                     0);
      }
    }
  }
  directory_.advance(1);
}

/// The index learns from decisions: each instance in turn is the only one that is free, which
/// outweighs the prefix.
void RoutingBench::fill_index(RoutingSize size) {
  constexpr std::int32_t kBusy = 100;
  for (std::int32_t instance = 0; instance < size.instances; ++instance) {
    std::ranges::fill(load_, kBusy);
    std::ranges::fill(used_kv_blocks_, kGpuBlocks);
    load_[static_cast<std::size_t>(instance)] = 0;
    used_kv_blocks_[static_cast<std::size_t>(instance)] = 0;
    decide(kPrompts);
  }
  std::ranges::fill(load_, 0);
  std::ranges::fill(used_kv_blocks_, 0);
}

engine::ClusterView RoutingBench::view_of(std::size_t prompt) const {
  const engine::Request& request = prompts_.requests[prompt];
  engine::ClusterView view;
  view.request.id = engine::RequestId(static_cast<std::int32_t>(prompt));
  view.request.input_tokens = request.input_tokens;
  view.request.content = request.content;
  view.block_tokens = kBlockTokens;
  view.gpu_blocks = kGpuBlocks;
  view.load = load_;
  view.inflight_prefill_tokens = inflight_tokens_;
  view.used_kv_blocks = used_kv_blocks_;
  view.reports = reports_;
  view.directory = &directory_;
  return view;
}

std::int64_t RoutingBench::decide(int decisions) {
  std::int64_t sum = 0;
  for (int i = 0; i < decisions; ++i) {
    const engine::RoutingDecision decision = policy_->route(view_of(next_));
    sum += decision.instance.value();
    expected_tokens_ = decision.intent.expected_cached_tokens;
    next_ = (next_ + 1) % prompts_.requests.size();
  }
  return sum;
}

}  // namespace servesweep::benchmark
