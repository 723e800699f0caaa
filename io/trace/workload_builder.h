#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/workload/workload.h"

namespace servesweep::io {

/// Numbers names in order of appearance.
class NameTable {
 public:
  std::int32_t number(const std::string& name) {
    return numbers_.try_emplace(name, static_cast<std::int32_t>(numbers_.size())).first->second;
  }

 private:
  std::unordered_map<std::string, std::int32_t> numbers_;
};

/// Puts a workload together request by request: names become ids, and content gets storage that no
/// longer moves when requests point into it.
class WorkloadBuilder {
 public:
  /// With `classes` declared, no other is known.
  explicit WorkloadBuilder(std::uint64_t seed, std::vector<engine::SloClass> classes = {});

  [[nodiscard]] const std::vector<engine::Request>& requests() const { return workload_.requests; }
  [[nodiscard]] const std::vector<engine::SloClass>& classes() const { return workload_.classes; }

  /// The class of a name; a new one with its conventional tier, unless classes are declared: then
  /// an unknown name is invalid.
  [[nodiscard]] engine::SloClassId slo_class(const std::string& name);
  [[nodiscard]] engine::TenantId tenant(const std::string& name);

  /// The segments of the request that is added next.
  [[nodiscard]] std::vector<engine::Segment>& segments() { return workload_.segments; }
  /// Adds a request; its tier follows from its class.
  void add(engine::Request request);

  /// The workload of all requests; the builder is used up.
  [[nodiscard]] engine::Workload finish(std::int32_t chains);

 private:
  engine::Workload workload_;
  bool declared_;
  NameTable class_names_, tenants_;
  std::vector<std::size_t> content_ends_;  ///< per request: end of its segments
};

}  // namespace servesweep::io
