#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/workload/workload.h"

namespace servesweep::engine {

/// Workloads by hand: requests in order of arrival, of the classes critical, standard, sheddable.
class WorkloadBuilder {
 public:
  struct Row {
    TimeUs arrival_us = 0;
    std::int32_t input_tokens = 1, output_tokens = 1;
    SloTier tier = SloTier::standard;
    std::vector<Segment> content{};
    std::int32_t tenant = 0;
  };

  WorkloadBuilder& add(Row row) {
    rows_.push_back(std::move(row));
    return *this;
  }

  [[nodiscard]] Workload build() const {
    Workload workload;
    for (const char* name : {"critical", "standard", "sheddable"}) {
      SloClass slo_class;
      slo_class.name = name;
      slo_class.tier = tier_of_class_name(name);
      workload.classes.push_back(slo_class);
    }
    workload.tenants = {"a", "b"};
    for (const Row& row : rows_) {
      for (const Segment& segment : row.content) {
        workload.segments.push_back(segment);
        workload.chains = std::max(workload.chains, segment.chain.value() + 1);
      }
    }
    const std::span<const Segment> segments(workload.segments);
    std::size_t first = 0;
    for (const Row& row : rows_) {
      Request request;
      request.arrival_us = row.arrival_us;
      request.input_tokens = row.input_tokens;
      request.output_tokens = row.output_tokens;
      request.content = segments.subspan(first, row.content.size());
      request.slo_class = SloClassId(static_cast<std::int32_t>(row.tier));
      request.tenant = TenantId(row.tenant);
      request.tier = row.tier;
      workload.requests.push_back(request);
      first += row.content.size();
    }
    return workload;
  }

 private:
  std::vector<Row> rows_;
};

}  // namespace servesweep::engine
