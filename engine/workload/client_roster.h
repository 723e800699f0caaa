#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/workload/client_arrivals.h"
#include "engine/workload/client_draws.h"
#include "engine/workload/segment_pages.h"
#include "engine/workload/workload.h"
#include "engine/workload/workload_spec.h"

namespace servesweep::engine {

/// A client as the generator needs it: names resolved to ids, laws ready to draw from.
struct GeneratorClient {
  ClientArrivals arrivals;
  ClientDraws draws;
  bool has_sessions, closed_loop, accumulates;
  std::int32_t prefix_tokens;
  ChainId prefix_chain;  ///< invalid without a prefix
  SegmentRange prefix;
  SloClassId slo_class;
  SloTier tier;
  TenantId tenant;
};

/// The clients of a workload in order, and the names they use: declared classes first, whatever is
/// only named in order of appearance.
class ClientRoster {
 public:
  /// `spec` is valid.
  explicit ClientRoster(const WorkloadSpec& spec);

  [[nodiscard]] std::size_t size() const { return clients_.size(); }
  [[nodiscard]] GeneratorClient& operator[](std::size_t index) { return clients_[index]; }
  [[nodiscard]] const GeneratorClient& operator[](std::size_t index) const {
    return clients_[index];
  }

  /// Sets what the requests of a seed have in common.
  void introduce(std::uint64_t seed, WorkloadHeader& header) const;
  /// Replaces `segments` by the prefixes; their streams are the first ones.
  void introduce(SegmentPages& segments) const;
  [[nodiscard]] std::int32_t prefix_groups() const {
    return static_cast<std::int32_t>(prefix_groups_.size());
  }

 private:
  void add(const WorkloadSpec& spec, const ClientSpec& client, double rate_per_us);

  std::vector<SloClass> classes_;
  std::vector<std::string> tenants_, prefix_groups_;
  std::vector<Segment> prefixes_;
  std::vector<GeneratorClient> clients_;
};

}  // namespace servesweep::engine
