#include "engine/policy/priority/priority_policy.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"
#include "tests/property.h"

namespace priority_policy_test {

using namespace servesweep::engine;

namespace {

double priority_at(const PriorityPolicy& policy, SloTier tier, TimeUs age,
                   std::int32_t waiting = 0) {
  return policy.priority(some_request(tier, 100, 1000), {.now_us = 1000 + age, .waiting = waiting});
}

constexpr SloTier kTiers[] = {SloTier::critical, SloTier::standard, SloTier::sheddable};

}  // namespace

TEST_CASE("ConstantPriority, AgePriority, InvertedAgePriority: the class does not matter") {
  const auto constant = make_policy(priority_policies(), "constant");
  const auto age = make_policy(priority_policies(), "age");
  const auto inverted = make_policy(priority_policies(), "inverted-age");
  for (const SloTier tier : kTiers) {
    CHECK(priority_at(*constant, tier, 5'000'000) == 0);
    CHECK(priority_at(*age, tier, 2'500'000) == doctest::Approx(2.5));
    CHECK(priority_at(*inverted, tier, 2'500'000) == doctest::Approx(-2.5));
  }
}

TEST_CASE("SloTiered: a base per tier, and urgency past the tier's threshold") {
  const auto policy = make_policy(priority_policies(), "slo-tiered");
  CHECK(priority_at(*policy, SloTier::critical, 0) == 10);
  CHECK(priority_at(*policy, SloTier::critical, 100'000) == doctest::Approx(11));
  CHECK(priority_at(*policy, SloTier::standard, 100'000) == 5);
  CHECK(priority_at(*policy, SloTier::standard, 300'000) == doctest::Approx(7));
  CHECK(priority_at(*policy, SloTier::sheddable, 200'000) == 1);
  CHECK(priority_at(*policy, SloTier::sheddable, 1'200'000) == doctest::Approx(11));

  const auto tuned = make_policy(priority_policies(), "slo-tiered",
                                 {{"base_critical", 4.0},
                                  {"base_standard", 3.0},
                                  {"base_sheddable", -2.0},
                                  {"age_weight_per_us", 0.5},
                                  {"threshold_standard_us", 10.0},
                                  {"threshold_sheddable_us", 20.0}});
  CHECK(priority_at(*tuned, SloTier::critical, 30) == 19);
  CHECK(priority_at(*tuned, SloTier::standard, 30) == 13);
  CHECK(priority_at(*tuned, SloTier::sheddable, 30) == 3);
}

TEST_CASE("LoadAdaptive: bases spread with the queue, urgency does not") {
  const auto policy =
      make_policy(priority_policies(), "load-adaptive", {{"low_depth", 2.0}, {"high_depth", 10.0}});
  for (const SloTier tier : kTiers) CHECK(priority_at(*policy, tier, 0, 2) == 1);
  CHECK(priority_at(*policy, SloTier::critical, 0, 6) == doctest::Approx(1 + 0.5 * 9));
  CHECK(priority_at(*policy, SloTier::standard, 0, 6) == doctest::Approx(1 + 0.5 * 4));
  CHECK(priority_at(*policy, SloTier::sheddable, 0, 6) == 1);
  CHECK(priority_at(*policy, SloTier::critical, 0, 10) == doctest::Approx(10));
  CHECK(priority_at(*policy, SloTier::critical, 0, 1000) == doctest::Approx(10));
  CHECK(priority_at(*policy, SloTier::critical, 100'000, 0) == doctest::Approx(2));

  const auto step =
      make_policy(priority_policies(), "load-adaptive", {{"low_depth", 5.0}, {"high_depth", 5.0}});
  CHECK(priority_at(*step, SloTier::critical, 0, 0) == 1);
  CHECK(priority_at(*step, SloTier::critical, 0, 1) == 10);
}

TEST_CASE("PriorityPolicy: who promises that age never hurts within a tier keeps the promise") {
  for (const std::string& name : priority_policies().names()) {
    CAPTURE(name);
    const auto policy = make_policy(priority_policies(), name);
    if (!policy->older_first_within_tier()) continue;
    CHECK(servesweep::counterexample(
              [&] {
                const auto tier = static_cast<SloTier>(*rc::gen::inRange(0, 3));
                const QueueView view{.now_us = 3'000'000, .waiting = *rc::gen::inRange(0, 20)};
                const auto any_request = [tier](
                                             TimeUs arrival_us) {  // whatever a tier's classes say
                  RequestFacts request = some_request(tier, *rc::gen::inRange(1, 5000), arrival_us);
                  request.ttft_target_us = *rc::gen::inRange(0, 2'000'000);
                  request.intent.priority_hint = static_cast<float>(*rc::gen::inRange(-5, 6));
                  request.predicted_output_tokens = *rc::gen::inRange(0, 500);
                  return request;
                };
                const TimeUs older_us = *rc::gen::inRange(0, 3'000'000);
                const TimeUs younger_us = *rc::gen::inRange(static_cast<int>(older_us), 3'000'001);
                RC_ASSERT(policy->priority(any_request(older_us), view) >=
                          policy->priority(any_request(younger_us), view));
              },
              500) == "");
  }
}

}  // namespace priority_policy_test
