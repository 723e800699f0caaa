#include "engine/workload/workload_size.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "engine/base/problem.h"
#include "engine/random/stream.h"
#include "engine/workload/field_check.h"
#include "engine/workload/length_sampler.h"

namespace servesweep::engine {
namespace {

/// Time before the end of the last window that lies in no window.
double idle_us(std::vector<ActivityWindow> windows) {
  std::sort(windows.begin(), windows.end(),
            [](const auto& a, const auto& b) { return a.start_us < b.start_us; });
  double idle = 0.0;
  TimeUs covered_us = 0;
  for (const auto [start_us, end_us] : windows) {
    if (start_us > covered_us) idle += static_cast<double>(start_us - covered_us);
    covered_us = std::max(covered_us, end_us);
  }
  return idle;
}

void check_rate(double rate_per_us, const FieldCheck& fields) {
  if (rate_per_us > 1.0) {
    fields.fail("rate_fraction", fmt::format("it means {} arrivals per microsecond", rate_per_us),
                "time has whole microseconds, so one per microsecond is the limit",
                "lower requests_per_s or split the client");
  }
  if (rate_per_us > 0.0) return;
  fields.fail("rate_fraction", "it is vanishingly small beside the others", "",
              "remove the client or give it a larger share");
}

void check_idle_time(const ClientSpec& client, double rate_per_us, const FieldCheck& fields) {
  if (rate_per_us * idle_us(client.windows) <= static_cast<double>(kMostRequests)) return;
  fields.fail("windows", "they leave too much idle time before the last one",
              fmt::format("more than {} arrivals would be dropped", kMostRequests),
              "start the windows earlier or lower the rate");
}

/// Turns per arrival, estimated by drawing: good enough to tell a large workload from an endless
/// one.
double mean_turns(const ClientSpec& client) {
  if (!client.session) return 1.0;
  const LengthSampler rounds(client.session->rounds, {.lowest = 1, .highest = kMostRounds});
  constexpr std::uint64_t kDraws = 1000;
  double sum = 0.0;
  for (std::uint64_t i = 0; i < kDraws; ++i) {
    Stream stream(0, StreamPurpose("workload.mean_turns"), i);
    sum += rounds(stream);
  }
  return sum / kDraws;
}

}  // namespace

void check_size(const WorkloadSpec& spec) {
  const std::vector<double> rates = rates_per_us(spec);
  double expected = 0.0;
  for (std::size_t i = 0; i < spec.clients.size(); ++i) {
    const ClientSpec& client = spec.clients[i];
    const FieldCheck fields(fmt::format("clients[{}]", i));
    check_rate(rates[i], fields);
    check_idle_time(client, rates[i], fields);
    const TimeUs limit_us = arrival_limit_us(spec, client);
    if (limit_us == kForever && spec.requests == 0) {
      throw Problem("requests", "missing",
                    fmt::format("client '{}' would arrive for ever", client.id),
                    "set requests, horizon_us, or windows for every client");
    }
    expected += rates[i] * static_cast<double>(limit_us) * mean_turns(client);
  }
  if (spec.requests > 0 || expected <= static_cast<double>(kMostRequests)) return;
  throw Problem("requests", fmt::format("missing, and about {:.3g} are expected", expected),
                fmt::format("a workload holds at most {}", kMostRequests),
                "cap requests or shorten the horizon");
}

}  // namespace servesweep::engine
