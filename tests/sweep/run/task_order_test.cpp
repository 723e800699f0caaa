#include "sweep/run/task_order.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::task_order_test {
namespace {

std::vector<std::int32_t> ordered(const Plan& plan, std::size_t requests) {
  std::vector<std::int32_t> order;
  for (const RunId run : in_task_order(plan, plan.distinct_runs(), {requests})) {
    order.push_back(run.value());
  }
  return order;
}

}  // namespace

TEST_CASE("blocks of seeds, in a block point after point") {
  // 1 + 2 points, 3 seeds; run = 3 · point + seed. The budget 512 makes all points differ.
  std::string text = example_with("values: [fcfs, sjf]", "values: [sjf]");
  text.replace(text.find("seeds: [42, 43]"), 15, "seeds: [42, 43, 44]");
  const Plan plan = Plan::of(Study::read(io::Document::parse(text, "s.yaml")));
  using Runs = std::vector<std::int32_t>;
  CHECK(ordered(plan, 20) == Runs{0, 1, 2, 3, 4, 5, 6, 7, 8});         // one block
  CHECK(ordered(plan, 8'000) == Runs{0, 1, 3, 4, 6, 7, 2, 5, 8});      // two seeds a block
  CHECK(ordered(plan, 9'000'000) == Runs{0, 3, 6, 1, 4, 7, 2, 5, 8});  // one seed a block
}

}  // namespace servesweep::sweep::task_order_test
