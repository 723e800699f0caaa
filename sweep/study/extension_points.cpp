#include "sweep/study/extension_points.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/kv/tier_orders.h"
#include "engine/policy/admission/admission_policy.h"
#include "engine/policy/chunking/chunking_policy.h"
#include "engine/policy/eviction/eviction_policy.h"
#include "engine/policy/offload/offload_policy.h"
#include "engine/policy/preemption/preemption_policy.h"
#include "engine/policy/priority/priority_policy.h"
#include "engine/policy/registry.h"
#include "engine/policy/reservation/reservation_policy.h"
#include "engine/policy/routing/routing_policy.h"
#include "engine/policy/routing/scorer.h"
#include "engine/policy/scheduling/scheduling_policy.h"

namespace servesweep::sweep {
namespace {

using engine::Scenario;

constexpr const char* kScorers = "routing.scorers";
constexpr const char* kTierEviction = "kv.tiers.eviction";

std::vector<ExtensionPoint> make_extension_points() {
  return {
      {"admission", "whether a request enters", &Scenario::admission,
       engine::admission_policies().infos()},
      {"routing", "which instance serves it", &Scenario::routing,
       engine::routing_policies().infos()},
      {kScorers, "the parts of a composed routing policy", nullptr, engine::scorers().infos()},
      {"scheduling", "the order of the waiting queue", &Scenario::scheduling,
       engine::scheduling_policies().infos()},
      {"priority", "how urgent a waiting request is", &Scenario::priority,
       engine::priority_policies().infos()},
      {"chunking", "how much of a prompt one step takes", &Scenario::chunking,
       engine::chunking_policies().infos()},
      {"reservation", "how much memory an admission leaves for growth", &Scenario::reservation,
       engine::reservation_policies().infos()},
      {"preemption", "who leaves the batch when memory is short", &Scenario::preemption,
       engine::preemption_policies().infos()},
      {"eviction", "which cached block is overwritten first", &Scenario::eviction,
       engine::eviction_policies().infos()},
      {"offload", "when blocks move to CPU memory", &Scenario::offload,
       engine::offload_policies().infos()},
      {kTierEviction, "which copy a lower tier drops first", nullptr,
       engine::tier_orders().infos()},
  };
}

bool is_clairvoyant(const ExtensionPoint& point, const std::string& policy) {
  return std::ranges::any_of(point.policies, [&](const engine::PolicyInfo& info) {
    return info.clairvoyant && info.name == policy;
  });
}

/// Of the scorers or tiers that `point` is about.
std::string clairvoyant_part(const Scenario& scenario, const ExtensionPoint& point) {
  for (std::size_t i = 0; point.name == kScorers && i < scenario.routing.scorers.size(); ++i) {
    if (!is_clairvoyant(point, scenario.routing.scorers[i].policy)) continue;
    return fmt::format("routing.scorers[{}]", i);
  }
  for (std::size_t i = 0; point.name == kTierEviction && i < scenario.kv.tiers.size(); ++i) {
    if (!is_clairvoyant(point, scenario.kv.tiers[i].eviction)) continue;
    return fmt::format("kv.tiers[{}].eviction", i);
  }
  return "";
}

}  // namespace

const std::vector<ExtensionPoint>& extension_points() {
  static const std::vector<ExtensionPoint> points = make_extension_points();
  return points;
}

std::string clairvoyant_field(const Scenario& scenario, const std::vector<ExtensionPoint>& points) {
  for (const ExtensionPoint& point : points) {
    if (point.field == nullptr) {
      std::string part = clairvoyant_part(scenario, point);
      if (!part.empty()) return part;
    } else if (is_clairvoyant(point, (scenario.*point.field).policy)) {
      return point.name;
    }
  }
  return "";
}

}  // namespace servesweep::sweep
