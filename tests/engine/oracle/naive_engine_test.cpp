#include "tests/engine/oracle/naive_engine.h"

#include <doctest/doctest.h>

#include "tests/engine/oracle/vllm_scenarios.h"

namespace naive_engine_test {

using namespace servesweep::engine;
using namespace servesweep::engine::oracle;

namespace {

std::vector<StepLine> lines_of(const NaiveEngine& engine) {
  std::vector<StepLine> lines;
  for (const NaiveStep& step : engine.steps()) {
    std::vector<StepShare> shares;
    for (const NaiveShare& share : step.shares) {
      shares.push_back({.request = share.request->id, .tokens = share.tokens});
    }
    lines.push_back({.start_ms = step.start_us / 1000,
                     .shares = shares_text(shares),
                     .free_after = step.free_after});
  }
  return lines;
}

}  // namespace

TEST_CASE("NaiveEngine: the stories of vLLM") {
  for (const VllmScenario& story : vllm_scenarios()) {
    CAPTURE(story.name);
    const Workload workload = story.workload.build();
    NaiveEngine engine(story.scenario);
    engine.run(workload);
    check_story(story, lines_of(engine), engine.records());
    if (!story.free_queue.empty()) {
      const auto& queue = engine.pool().free_queue();
      CHECK(std::vector<std::int32_t>(queue.begin(), queue.end()) == story.free_queue);
    }
  }
}

}  // namespace naive_engine_test
