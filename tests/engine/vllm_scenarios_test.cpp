#include "tests/engine/oracle/vllm_scenarios.h"

#include <doctest/doctest.h>

#include "engine/simulate.h"

namespace vllm_scenarios_test {

using namespace servesweep::engine;
using namespace servesweep::engine::oracle;

namespace {

class Lines : public StepObserver {
 public:
  explicit Lines(std::int32_t usable_blocks) : usable_blocks_(usable_blocks) {}
  void step(const StepRow& row) override {
    lines.push_back(
        {.start_ms = row.start_us / 1000,
         .shares = shares_text(row.shares),
         .free_after = usable_blocks_ - static_cast<std::int32_t>(row.used_blocks_end)});
  }
  [[nodiscard]] bool wants_shares() const override { return true; }

  std::vector<StepLine> lines;

 private:
  std::int32_t usable_blocks_;
};

}  // namespace

TEST_CASE("simulate: the stories of vLLM") {
  Simulator simulator;
  for (const VllmScenario& story : vllm_scenarios()) {
    CAPTURE(story.name);
    const Workload workload = story.workload.build();
    std::vector<RequestRecord> records(workload.requests.size());
    Lines lines(story.scenario.kv.gpu_blocks - 1);
    simulator.configure(story.scenario);
    static_cast<void>(simulator.run(workload, records, {.steps = &lines}));
    check_story(story, lines.lines, records);
  }
}

}  // namespace vllm_scenarios_test
