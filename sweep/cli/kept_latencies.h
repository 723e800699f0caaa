#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sweep/cli/results.h"
#include "sweep/cli/stored_requests.h"
#include "sweep/ranking/pooled_latency.h"

namespace servesweep::sweep {

/// TTFT or E2E, of all requests or of one class.
struct LatencyGroup {
  bool e2e = false;
  std::optional<std::int32_t> slo_class{};  ///< as request tables number them
  std::string class_name{};                 ///< "" for all

  [[nodiscard]] const char* latency() const { return e2e ? "e2e" : "ttft"; }
};

/// TTFT, then E2E, each of all requests and, if there are several, of every class.
[[nodiscard]] std::vector<LatencyGroup> latency_groups(const WorkloadFile& workload);

/// The latencies of requests whose tables a folder has kept, without those of a warm-up.
class KeptLatencies {
 public:
  /// Looks at every shard once. Refers to the results.
  explicit KeptLatencies(const Results& results);

  /// Of the runs of a point on a workload that are done, by group; all empty if none of their
  /// tables was kept.
  [[nodiscard]] std::vector<LatenciesBySeed> of(std::int64_t workload, std::int64_t point,
                                                const std::vector<LatencyGroup>& groups);
  /// Whether a run that was looked at is done and its table was not kept.
  [[nodiscard]] bool lacks_some() const { return lacks_some_; }

 private:
  const Results& results_;
  StoredRequests requests_;
  std::map<std::pair<std::int64_t, std::int64_t>, std::vector<std::size_t>> runs_;
  bool lacks_some_ = false;
};

}  // namespace servesweep::sweep
