#include "sweep/study/scenario_text.h"

#include <doctest/doctest.h>

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace servesweep::sweep::scenario_text_test {

TEST_CASE("every property of a lower tier makes another text, and no tier leaves it alone") {
  using engine::Scenario;
  const std::vector<std::function<void(engine::TierSpec&)>> changes = {
      [](engine::TierSpec&) {},
      [](engine::TierSpec& tier) { tier.name = "disk"; },
      [](engine::TierSpec& tier) { tier.blocks = 8; },
      [](engine::TierSpec& tier) { tier.tokens_per_us = 3; },
      [](engine::TierSpec& tier) { tier.base_us = 1; },
      [](engine::TierSpec& tier) { tier.serial = true; },
      [](engine::TierSpec& tier) { tier.eviction = "arc"; }};
  std::set<std::string> texts{to_value(Scenario{}).json()};
  CHECK(texts.begin()->find("tiers") == std::string::npos);
  for (const auto& change : changes) {
    engine::TierSpec tier{.name = "cpu", .blocks = 7};
    change(tier);
    Scenario scenario;
    scenario.kv.tiers = {tier};
    texts.insert(to_value(scenario).json());
  }
  CHECK(texts.size() == changes.size() + 1);
  Scenario scenario;
  scenario.kv.tiers = {{.name = "cpu", .blocks = 7, .eviction = "lru"}};  // keys older than orders
  CHECK(to_value(scenario).json().find("\"serial\":false}]") != std::string::npos);
}

TEST_CASE("a watermark makes another text, none leaves it alone") {
  engine::Scenario scenario;
  const std::string plain = to_value(scenario).json();
  CHECK(plain.find("watermark") == std::string::npos);
  scenario.kv.watermark = 0.01;
  CHECK(to_value(scenario).json() != plain);
}

TEST_CASE("a reservation makes another text, none leaves it alone") {
  engine::Scenario scenario;
  const std::string plain = to_value(scenario).json();
  CHECK(plain.find("reservation") == std::string::npos);  // keys older than reservations
  scenario.reservation.policy = "share";
  const std::string share = to_value(scenario).json();
  CHECK(share != plain);
  scenario.reservation.parameters["share"] = 0.5;
  CHECK(to_value(scenario).json() != share);
}

}  // namespace servesweep::sweep::scenario_text_test
