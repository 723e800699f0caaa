#include "sweep/study/extension_points.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::extension_points_test {
namespace {

/// The real extension points; one policy of one of them is made to know the future.
std::vector<ExtensionPoint> with_clairvoyant(const std::string& point, const std::string& policy) {
  std::vector<ExtensionPoint> points = extension_points();
  for (ExtensionPoint& one : points) {
    for (engine::PolicyInfo& info : one.policies) {
      if (one.name == point && info.name == policy) info.clairvoyant = true;
    }
  }
  return points;
}

}  // namespace

TEST_CASE("every policy field of a scenario is an extension point, and its default exists") {
  const engine::Scenario scenario;
  std::size_t fields = 0;
  for (const ExtensionPoint& point : extension_points()) {
    CAPTURE(point.name);
    CHECK_FALSE(point.policies.empty());
    if (point.field == nullptr) continue;
    ++fields;
    bool found = false;
    for (const engine::PolicyInfo& info : point.policies) {
      found = found || info.name == (scenario.*point.field).policy;
    }
    CHECK(found);
  }
  CHECK(fields == 9);
}

TEST_CASE("a policy that knows the future is found wherever it is used") {
  engine::Scenario scenario;
  scenario.routing = {.policy = "weighted", .parameters = {}, .scorers = {}};
  for (const char* const scorer : {"queue-depth", "prefix-affinity"}) {
    scenario.routing.scorers.push_back({.policy = scorer, .parameters = {}, .scorers = {}});
  }
  scenario.kv.tiers.push_back({.name = "cpu", .blocks = 1, .eviction = "arc"});
  CHECK(clairvoyant_field(scenario, extension_points()).empty());
  CHECK(clairvoyant_field(scenario, with_clairvoyant("scheduling", "fcfs")) == "scheduling");
  CHECK(clairvoyant_field(scenario, with_clairvoyant("scheduling", "sjf")).empty());
  CHECK(clairvoyant_field(scenario, with_clairvoyant("routing.scorers", "prefix-affinity")) ==
        "routing.scorers[1]");
  CHECK(clairvoyant_field(scenario, with_clairvoyant("kv.tiers.eviction", "arc")) ==
        "kv.tiers[0].eviction");
}

}  // namespace servesweep::sweep::extension_points_test
