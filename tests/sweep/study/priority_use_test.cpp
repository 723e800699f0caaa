#include "sweep/study/priority_use.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "engine/policy/registry.h"

namespace servesweep::sweep::priority_use_test {

TEST_CASE("priority use: of all policies that are shipped, those that say so") {
  const std::set<std::string> queues = {"priority-fcfs", "reverse-priority"};
  for (const std::string& name : engine::scheduling_policies().names()) {
    CAPTURE(name);
    const auto policy = engine::scheduling_policies().create(
        {.policy = name, .parameters = {}, .scorers = {}}, "scheduling");
    CHECK(reads_priority(*policy) == queues.contains(name));
  }
  for (const std::string& name : engine::preemption_policies().names()) {
    CAPTURE(name);
    const auto policy = engine::preemption_policies().create(
        {.policy = name, .parameters = {}, .scorers = {}}, "preemption");
    CHECK(reads_priority(*policy) == (name == "lowest-priority"));
  }
}

}  // namespace servesweep::sweep::priority_use_test
