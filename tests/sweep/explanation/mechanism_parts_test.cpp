#include "sweep/explanation/mechanism_parts.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::mechanism_parts_test {
namespace {

engine::PolicySpec scorer(const std::string& name, double weight) {
  return {.policy = name, .parameters = {{"weight", weight}}, .scorers = {}};
}

}  // namespace

TEST_CASE("what differs between two settings of one policy is named") {
  engine::Scenario before, after;
  before.chunking.parameters["tokens"] = 256.0;
  CHECK(settings_text(before, after, "chunking") == "tokens 256 -> default");
  before.routing = {.policy = "weighted",
                    .parameters = {},
                    .scorers = {scorer("queue-depth", 2), scorer("prefix-affinity", 3)}};
  after.routing = before.routing;
  CHECK(settings_text(before, after, "routing").empty());
  after.routing.scorers[1] = scorer("load-aware", 1);
  CHECK(settings_text(before, after, "routing") ==
        "queue-depth 2, prefix-affinity 3 -> queue-depth 2, load-aware 1");
  CHECK(settings_text(before, after, "max_running").empty());
}

TEST_CASE("every part can be said in words") {
  engine::Scenario scenario;
  scenario.kv.tiers.push_back({.name = "cpu", .blocks = 100});
  scenario.predictor.kind = engine::PredictorSpec::Kind::lognormal;
  for (const MechanismPart& part : mechanism_parts()) {
    CAPTURE(part.name);
    CHECK(!part_text(scenario, part.name).empty());
  }
  CHECK(part_text(scenario, "tiers") == "cpu 100");
  CHECK(part_text(scenario, "predictor") == "lognormal 0.5");
  CHECK(part_text(scenario, "routing") == "round-robin");
  CHECK(part_text(scenario, "max_tokens_per_step") == "2048");
}

TEST_CASE("parameters that a policy has anyway are dropped, of scorers too") {
  engine::Scenario scenario;
  scenario.chunking.parameters["tokens"] = 0.0;
  scenario.routing = {
      .policy = "weighted", .parameters = {}, .scorers = {scorer("queue-depth", 1)}};
  scenario.routing.scorers.push_back(scorer("queue-depth", 2));
  const engine::Scenario bare = without_defaults(scenario);
  CHECK(bare.chunking.parameters.empty());
  CHECK(bare.routing.scorers[0].parameters.empty());
  CHECK(bare.routing.scorers[1].parameters.size() == 1);
}

}  // namespace servesweep::sweep::mechanism_parts_test
