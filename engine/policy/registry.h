#pragma once

#include <fmt/format.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "engine/policy/parameters.h"

namespace servesweep::engine {

class AdmissionPolicy;
class RoutingPolicy;
class Scorer;
class SchedulingPolicy;
class PriorityPolicy;
class ChunkingPolicy;
class ReservationPolicy;
class PreemptionPolicy;
class EvictionPolicy;
class OffloadPolicy;

/// The policies of one extension point by name. A policy class has a static `info()` and a
/// constructor from Parameters; `add<Class>()` is its one line here.
template <class Base>
class Registry {
 public:
  template <class Policy>
  Registry& add() {
    entries_.push_back({Policy::info(), [](const Parameters& parameters) {
                          return std::unique_ptr<Base>(std::make_unique<Policy>(parameters));
                        }});
    return *this;
  }

  /// Builds a policy. `field` names the extension point in messages ("routing"). Throws Problem on
  /// an unknown name (suggesting the nearest) and on invalid parameters.
  [[nodiscard]] std::unique_ptr<Base> create(const PolicySpec& spec,
                                             const std::string& field) const {
    for (const Entry& entry : entries_) {
      if (entry.info.name == spec.policy) return entry.make(Parameters(spec, entry.info, field));
    }
    throw Problem(field, fmt::format("unknown policy '{}'", spec.policy), "",
                  suggest_name(spec.policy, names()));
  }

  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const Entry& entry : entries_) names.push_back(entry.info.name);
    return names;
  }

  [[nodiscard]] std::vector<PolicyInfo> infos() const {
    std::vector<PolicyInfo> infos;
    for (const Entry& entry : entries_) infos.push_back(entry.info);
    return infos;
  }

 private:
  struct Entry {
    PolicyInfo info;
    std::function<std::unique_ptr<Base>(const Parameters&)> make;
  };
  std::vector<Entry> entries_;
};

/// The registries of all extension points; constant after the first call, safe to read from
/// threads.
[[nodiscard]] const Registry<AdmissionPolicy>& admission_policies();
[[nodiscard]] const Registry<RoutingPolicy>& routing_policies();
[[nodiscard]] const Registry<Scorer>& scorers();
[[nodiscard]] const Registry<SchedulingPolicy>& scheduling_policies();
[[nodiscard]] const Registry<PriorityPolicy>& priority_policies();
[[nodiscard]] const Registry<ChunkingPolicy>& chunking_policies();
[[nodiscard]] const Registry<ReservationPolicy>& reservation_policies();
[[nodiscard]] const Registry<PreemptionPolicy>& preemption_policies();
[[nodiscard]] const Registry<EvictionPolicy>& eviction_policies();
[[nodiscard]] const Registry<OffloadPolicy>& offload_policies();

}  // namespace servesweep::engine
