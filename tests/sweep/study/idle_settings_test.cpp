#include "sweep/study/idle_settings.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::idle_settings_test {
namespace {

std::vector<std::string> notes(const std::string& scheduling, const std::string& more = "") {
  const std::string text = example_with(
      "scheduling: {policy: $order}\n",
      "scheduling: {policy: " + scheduling + "}\n      priority: {policy: slo-tiered}\n" + more);
  const Study study = Study::read(io::Document::parse(text, "s.yaml"));
  return idle_settings(study, Plan::of(study));
}

}  // namespace

TEST_CASE("idle settings: a priority that nobody reads") {
  const Study plain = Study::read(io::Document::parse(kExampleStudy, "s.yaml"));
  CHECK(idle_settings(plain, Plan::of(plain)).empty());
  const std::vector<std::string> found = notes("$order");
  REQUIRE(found.size() == 1);
  CHECK(found.front() ==
        "strategy tuned: priority 'slo-tiered' has no effect under scheduling 'fcfs' and "
        "preemption 'tail', which read no priorities; use scheduling priority-fcfs or "
        "reverse-priority, or remove it");
}

TEST_CASE("idle settings: read by the scheduler at one point or by preemption it is none") {
  CHECK(notes("$order", "      preemption: {policy: lowest-priority}\n").empty());
  std::string text = example_with("values: [fcfs, sjf]", "values: [fcfs, priority-fcfs]");
  text.replace(text.find("scheduling: {policy: $order}\n"), 29,
               "scheduling: {policy: $order}\n      priority: {policy: slo-tiered}\n");
  const Study study = Study::read(io::Document::parse(text, "s.yaml"));
  CHECK(idle_settings(study, Plan::of(study)).empty());
}

}  // namespace servesweep::sweep::idle_settings_test
