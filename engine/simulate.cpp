#include "engine/simulate.h"

#include <fmt/format.h>

#include <optional>

#include "engine/base/contract.h"
#include "engine/base/problem.h"
#include "engine/check_scenario.h"
#include "engine/cluster/check_use.h"
#include "engine/cluster/cluster.h"

namespace servesweep::engine {
namespace {

/// Bounds far beyond any use that keep every sum of tokens or µs within its integer type.
constexpr double kLongestUs = 1e15;
constexpr std::int32_t kMostTokens = 1 << 29;

/// Arrivals are in order, but for requests that follow others: theirs are think times.
void check_order(const Workload& workload, std::size_t i, TimeUs& previous_us) {
  const Request& request = workload.requests[i];
  const bool follows = request.follows.valid();
  if (request.input_tokens < 1 || request.output_tokens < 0 ||
      request.arrival_us < (follows ? 0 : previous_us)) {
    throw Problem(fmt::format("request {}", i), "unusable request",
                  "prompts have at least 1 token, outputs at least 0, arrivals are sorted",
                  "mend the trace or the workload");
  }
  if (follows && (!workload.closed_loop || request.follows.index() >= i)) {
    throw Problem(fmt::format("request {}", i), "follows a request that is not before it",
                  "nobody would ever send it", "mend the trace or the workload");
  }
  if (!follows) previous_us = request.arrival_us;
}

void check_workload(const Workload& workload) {
  TimeUs previous_us = 0;
  for (std::size_t i = 0; i < workload.requests.size(); ++i) {
    const Request& request = workload.requests[i];
    check_order(workload, i, previous_us);
    if (request.input_tokens > kMostTokens || request.output_tokens > kMostTokens ||
        static_cast<double>(request.arrival_us) > kLongestUs) {
      throw Problem(fmt::format("request {}", i), "unusable request",
                    fmt::format("prompts and outputs have at most {} tokens, arrivals are at most "
                                "{} µs",
                                kMostTokens, kLongestUs),
                    "mend the trace or the workload");
    }
    SERVESWEEP_EXPECT(request.slo_class.index() < workload.classes.size());
    SERVESWEEP_EXPECT(request.tenant.index() < workload.tenants.size());
  }
}

}  // namespace

class Simulator::Impl {
 public:
  std::optional<Cluster> cluster;
  bool constant_priority = false;
  Collector collector;
};

Simulator::Simulator() : impl_(std::make_unique<Impl>()) {}
Simulator::~Simulator() = default;
Simulator::Simulator(Simulator&&) noexcept = default;
Simulator& Simulator::operator=(Simulator&&) noexcept = default;

void Simulator::configure(const Scenario& scenario) {
  impl_->cluster.reset();
  check_scenario(scenario);
  impl_->cluster.emplace(scenario);
  impl_->constant_priority = scenario.priority.policy == "constant";
}

Summary Simulator::run(const Workload& workload, std::span<RequestRecord> records,
                       const Observers& observers) {
  SERVESWEEP_EXPECT(impl_->cluster.has_value());
  SERVESWEEP_EXPECT(records.empty() || records.size() == workload.requests.size());
  check_workload(workload);
  impl_->collector.reset(workload, records,
                         {.priority_inversions = observers.priority_inversions,
                          .constant_priority = impl_->constant_priority});
  return impl_->collector.summarise(
      impl_->cluster->run(workload, impl_->collector, observers.steps, observers.decisions));
}

void validate(const Scenario& scenario) {
  check_scenario(scenario);
  check_use(scenario, ClusterPolicies(scenario));
}

}  // namespace servesweep::engine
