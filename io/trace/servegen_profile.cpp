#include "io/trace/servegen_profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "engine/workload/earliest_of.h"
#include "io/trace/servegen_client.h"
#include "io/trace/servegen_lengths.h"
#include "io/trace/servegen_windows.h"
#include "io/trace/trace_builder.h"

namespace servesweep::io {
namespace {

using engine::TimeUs;

constexpr engine::StreamPurpose kInput("trace.servegen.input_tokens");
constexpr engine::StreamPurpose kOutput("trace.servegen.output_tokens");

double expected_requests(const std::vector<ServegenWindow>& windows) {
  double expected = 0;
  for (const ServegenWindow& one : windows) expected += one.rate_rps * (one.end_s - one.start_s);
  return expected;
}

/// Clients without lengths are left out or refused.
void check_lengths(const std::filesystem::path& path, const ServegenLengths& lengths, bool skip,
                   ServegenWindows& windows) {
  double all = 0, unknown = 0;
  std::vector<std::int64_t> clients;
  for (const auto& [client, each] : windows) {
    const double expected = expected_requests(each);
    all += expected;
    if (lengths.knows(client)) continue;
    unknown += expected;
    clients.push_back(client);
  }
  if (clients.empty()) return;
  if (!skip) {
    throw engine::Problem(path.string(),
                          fmt::format("{} clients have no lengths, client {} is the first",
                                      clients.size(), clients.front()),
                          fmt::format("they are {:.1f} % of all requests", 100 * unknown / all),
                          "set skip_clients_without_lengths: true to do without them");
  }
  for (const std::int64_t client : clients) windows.erase(client);
}

/// Refuses what would be drawn for ever, or would not fit into memory.
void check_size(const std::filesystem::path& path, const ServegenWindows& windows,
                const TraceOptions& options) {
  double expected = 0;
  for (const auto& [client, each] : windows) expected += expected_requests(each);
  expected *= options.rate_scale;
  if (options.requests > 0 || expected <= static_cast<double>(kMostTraceRequests)) return;
  throw engine::Problem(path.string(), fmt::format("about {:.3g} requests are expected", expected),
                        fmt::format("a workload holds at most {}", kMostTraceRequests),
                        "cap requests, shorten the part of the day, or lower the rate scale");
}

/// Merges the clients' arrivals into a builder.
class Merge {
 public:
  Merge(const ServegenWindows& windows, const ServegenLengths& lengths,
        const ServegenOptions& servegen, const TraceOptions& options)
      : lengths_(lengths),
        options_(options),
        start_s_(servegen.start_s),
        builder_(rows_as_they_are()) {
    for (const auto& [number, each] : windows) {
      clients_.emplace_back(options.seed, number, each, options.rate_scale);
      (void)builder_.add_tenant(fmt::format("client-{}", number));
    }
    next_.reset(std::max<std::size_t>(clients_.size(), 1));
    for (std::uint32_t i = 0; i < clients_.size(); ++i) advance(i);
  }

  TraceBuilder& run() {
    while (next_.time_us() < options_.horizon_us &&
           (options_.requests == 0 || builder_.rows() < options_.requests)) {
      add(next_.index());
      advance(next_.index());
    }
    return builder_;
  }

 private:
  /// The rate scale has acted on the rates.
  [[nodiscard]] TraceOptions rows_as_they_are() const {
    TraceOptions unscaled = options_;
    unscaled.rate_scale = 1.0;
    return unscaled;
  }

  void advance(std::uint32_t i) {
    ServegenClient& client = clients_[i];
    const bool more = client.next();
    next_.set(i, more ? std::llround((client.time_s() - start_s_) * 1e6) : engine::kForever);
  }

  void add(std::uint32_t i) {
    const ServegenClient& client = clients_[i];
    const std::string name = std::to_string(client.number());
    const ServegenLengths::Window& laws = lengths_.at(client.number(), client.time_s());
    engine::Stream input(options_.seed, kInput.of(name), client.arrival());
    engine::Stream output(options_.seed, kOutput.of(name), client.arrival());
    TraceRow row;
    row.time_us = next_.time_us();
    row.tenant = engine::TenantId(static_cast<std::int32_t>(i));
    row.input_tokens = laws.input_tokens.draw(input);
    row.output_tokens = laws.output_tokens.draw(output);
    builder_.add(row);
  }

  const ServegenLengths& lengths_;
  const TraceOptions& options_;
  double start_s_;
  TraceBuilder builder_;
  std::vector<ServegenClient> clients_;
  engine::EarliestOf next_;
};

}  // namespace

engine::Workload draw_servegen_profile(const std::filesystem::path& path,
                                       const ServegenOptions& servegen,
                                       const TraceOptions& options) {
  const ServegenLengths lengths = ServegenLengths::read_file(servegen.lengths);
  const double horizon_s = static_cast<double>(options.horizon_us) / 1e6;
  const double end_s = std::min(servegen.end_s, servegen.start_s + horizon_s);
  ServegenWindows windows = read_servegen_windows(path, servegen.start_s, end_s);
  check_lengths(path, lengths, servegen.skip_clients_without_lengths, windows);
  check_size(path, windows, options);
  Merge merge(windows, lengths, servegen, options);
  TraceBuilder& builder = merge.run();
  builder.require_rows(path);
  return builder.finish();
}

}  // namespace servesweep::io
