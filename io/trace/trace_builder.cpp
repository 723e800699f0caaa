#include "io/trace/trace_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "engine/base/problem.h"
#include "io/trace/content_chains.h"
#include "io/trace/workload_builder.h"

namespace servesweep::io {

std::int32_t TraceBuilder::add(const TraceRow& row) {
  if (std::cmp_greater_equal(rows_.size(), kMostTraceRequests)) {
    throw engine::Problem("trace", fmt::format("more than {} requests", kMostTraceRequests),
                          "they would not fit into memory", "cut the trace");
  }
  rows_.push_back(row);
  rows_.back().time_us = scaled_us(row.time_us, options_.rate_scale);
  return rows() - 1;
}

engine::TenantId TraceBuilder::add_tenant(std::string name) {
  tenants_.push_back(std::move(name));
  return engine::TenantId(static_cast<std::int32_t>(tenants_.size() - 1));
}

void TraceBuilder::require_rows(const std::filesystem::path& path) const {
  if (!rows_.empty()) return;
  throw engine::Problem(path.string(), "no requests", "the file has none",
                        "give a trace with at least one request");
}

/// In the order of the workload. Whatever a kept row follows is kept, too: it is not later.
std::vector<std::int32_t> TraceBuilder::kept_rows() const {
  std::vector<std::int32_t> order(rows_.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [this](std::int32_t a, std::int32_t b) {
    return at(a).time_us < at(b).time_us;
  });
  const auto end = std::partition_point(order.begin(), order.end(), [this](std::int32_t row) {
    return at(row).time_us < options_.horizon_us;
  });
  order.erase(end, order.end());
  if (options_.requests > 0 && options_.requests < std::ssize(order)) {
    order.resize(static_cast<std::size_t>(options_.requests));
  }
  return order;
}

engine::Request TraceBuilder::request(std::int32_t row) const {
  const TraceRow& from = at(row);
  engine::Request request;
  request.arrival_us = from.follows >= 0 ? from.think_us : from.time_us;
  request.input_tokens = from.input_tokens;
  request.output_tokens = from.output_tokens;
  request.tenant = from.tenant;
  request.session = engine::SessionId(from.session);
  request.turn = from.turn;
  const bool by_session = options_.classes.per_session && from.session >= 0;
  request.slo_class = options_.classes.draw(
      options_.seed, static_cast<std::uint64_t>(by_session ? from.session : row));
  return request;
}

engine::Workload TraceBuilder::finish() {
  const std::vector<std::int32_t> kept = kept_rows();
  std::vector<ContentTree::Node> prompts;
  prompts.reserve(kept.size());
  for (const std::int32_t row : kept) prompts.push_back(at(row).content);
  const ContentChains chains(content_, prompts, block_tokens_);

  WorkloadBuilder builder(options_.seed, options_.classes.known_classes());
  if (tenants_.empty()) tenants_.emplace_back("default");
  for (const std::string& tenant : tenants_) (void)builder.tenant(tenant);
  std::vector<engine::RequestId> id_of_row(rows_.size());
  for (std::int32_t next = 0; const std::int32_t row : kept) {
    engine::Request added = request(row);
    if (at(row).follows >= 0) added.follows = id_of_row[static_cast<std::size_t>(at(row).follows)];
    id_of_row[static_cast<std::size_t>(row)] = engine::RequestId(next++);
    chains.append_segments(at(row).content, added.input_tokens, builder.segments());
    builder.add(added);
  }
  return builder.finish(chains.chains());
}

}  // namespace servesweep::io
