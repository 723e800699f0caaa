#include "engine/policy/registry.h"

#include <doctest/doctest.h>

#include <limits>
#include <set>

#include "engine/policy/admission/admission_policy.h"
#include "engine/policy/chunking/chunking_policy.h"
#include "engine/policy/eviction/eviction_policy.h"
#include "engine/policy/offload/offload_policy.h"
#include "engine/policy/preemption/preemption_policy.h"
#include "engine/policy/priority/priority_policy.h"
#include "engine/policy/reservation/reservation_policy.h"
#include "engine/policy/routing/routing_policy.h"
#include "engine/policy/routing/scorer.h"
#include "engine/policy/scheduling/scheduling_policy.h"
#include "tests/engine/policy/policy_views.h"

namespace registry_test {

using namespace servesweep::engine;

namespace {

std::string problem_of(const PolicySpec& spec) {
  try {
    static_cast<void>(priority_policies().create(spec, "priority"));
  } catch (const Problem& problem) {
    return problem.what();
  }
  return "";
}

std::string problem_of(const std::string& name, ParameterValue value) {
  return problem_of({.policy = "slo-tiered", .parameters = {{name, value}}, .scorers = {}});
}

/// What every entry of every registry owes its readers.
template <class Base>
void check_registry(const Registry<Base>& registry) {
  std::set<std::string> names;
  for (const PolicyInfo& info : registry.infos()) {
    CAPTURE(info.name);
    CHECK(names.insert(info.name).second);
    CHECK_FALSE(info.what.empty());
    CHECK_FALSE(info.formula.empty());
    CHECK_FALSE(info.source.empty());
    CHECK(make_policy(registry, info.name) != nullptr);  // defaults suffice
    for (const ParameterInfo& parameter : info.parameters) {
      CAPTURE(parameter.name);
      CHECK_FALSE(parameter.meaning.empty());
      if (parameter.kind == ParameterInfo::Kind::boolean) continue;
      const double fallback = std::get<double>(parameter.fallback);
      CHECK(fallback >= parameter.lowest);
      CHECK(fallback <= parameter.highest);
      for (const double value : {parameter.lowest, parameter.highest, fallback}) {
        CHECK(make_policy(registry, info.name, {{parameter.name, value}}) != nullptr);
      }
      const double infinity = std::numeric_limits<double>::infinity();
      CHECK_THROWS_AS(make_policy(registry, info.name, {{parameter.name, infinity}}), Problem);
    }
  }
}

}  // namespace

TEST_CASE("Registry: every policy is documented and works with its defaults and bounds") {
  check_registry(admission_policies());
  check_registry(routing_policies());
  check_registry(scorers());
  check_registry(scheduling_policies());
  check_registry(priority_policies());
  check_registry(chunking_policies());
  check_registry(reservation_policies());
  check_registry(preemption_policies());
  check_registry(eviction_policies());
  check_registry(offload_policies());
}

TEST_CASE("Registry: an unknown name gets the nearest one, or all") {
  CHECK(problem_of({.policy = "slo-tierd", .parameters = {}, .scorers = {}}) ==
        "priority: unknown policy 'slo-tierd'; did you mean 'slo-tiered'?");
  const std::string far = problem_of({.policy = "quantum", .parameters = {}, .scorers = {}});
  CHECK(far.starts_with("priority: unknown policy 'quantum'; use one of constant, age, "));
  CHECK(problem_of({.policy = "", .parameters = {}, .scorers = {}}).find("use one of") !=
        std::string::npos);
}

TEST_CASE("Parameters: unknown names, wrong types and values out of range are refused") {
  CHECK(problem_of("base_critical", 3.0).empty());
  CHECK(problem_of("base_critcal", 3.0) ==
        "priority.base_critcal: unknown parameter 'base_critcal' of policy 'slo-tiered'; did you "
        "mean 'base_critical'?");
  CHECK(problem_of("base_critical", true) ==
        "priority.base_critical: wrong type (base of the critical tier); give a number");
  CHECK(problem_of("base_critical", std::string("10")).find("wrong type") != std::string::npos);
  CHECK(problem_of("age_weight_per_us", -1.0)
            .starts_with("priority.age_weight_per_us: -1 is out of range ("));
  CHECK(problem_of("base_critical", std::numeric_limits<double>::quiet_NaN())
            .find("nan is out of range") != std::string::npos);
  CHECK(problem_of({.policy = "constant", .parameters = {{"x", 1.0}}, .scorers = {}}) ==
        "priority.x: unknown parameter 'x' of policy 'constant' (the policy has no parameters); "
        "remove it");
  const PolicySpec part{.policy = "constant", .parameters = {}, .scorers = {}};
  CHECK(problem_of({.policy = "constant", .parameters = {}, .scorers = {part}})
            .starts_with("priority.scorers: policy 'constant' takes no scorers"));
}

TEST_CASE("Parameters: integers refuse fractions, booleans refuse numbers") {
  const PolicyInfo info{.name = "sample",
                        .what = "",
                        .formula = "",
                        .source = "",
                        .parameters = {integer_parameter("count", 3, 0, 10, "", "how many"),
                                       {.name = "eager",
                                        .kind = ParameterInfo::Kind::boolean,
                                        .fallback = false,
                                        .unit = "",
                                        .meaning = "whether"}}};
  const auto read = [&](const char* name, ParameterValue value) {
    return Parameters({.policy = "sample", .parameters = {{name, value}}, .scorers = {}}, info,
                      "f");
  };
  CHECK(read("count", 7.0).integer("count") == 7);
  CHECK(read("eager", true).integer("count") == 3);
  CHECK(read("eager", true).boolean("eager"));
  CHECK_FALSE(read("count", 7.0).boolean("eager"));
  CHECK_THROWS_WITH_AS(read("count", 2.5),
                       "f.count: 2.5 is not an integer (how many); give a whole number", Problem);
  CHECK_THROWS_WITH_AS(read("eager", 1.0), "f.eager: wrong type (whether); give true or false",
                       Problem);
  CHECK_THROWS_WITH_AS(read("count", 11.0),
                       "f.count: 11 is out of range (how many); give a value from 0 to 10",
                       Problem);
}

}  // namespace registry_test
