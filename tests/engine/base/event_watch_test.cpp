#include "engine/base/event_watch.h"

#include <doctest/doctest.h>

#include "tests/engine/run_rows.h"

namespace servesweep::engine::event_watch_test {
namespace {

/// Wants the run to end when it is asked for the n-th time.
class Impatient final : public Interruption {
 public:
  explicit Impatient(int patience) : patience_(patience) {}
  [[nodiscard]] bool wanted() const override { return ++asked_ >= patience_; }
  [[nodiscard]] int asked() const { return asked_; }

 private:
  int patience_;
  mutable int asked_ = 0;
};

}  // namespace

TEST_CASE("an event watch asks once in so many events, and ends the run when told to") {
  const Impatient impatient(3);
  EventWatch watch;
  watch.reset(&impatient);
  for (int i = 1; i < 3 * EventWatch::kEventsPerLook; ++i) watch.event();
  CHECK(impatient.asked() == 2);
  CHECK_THROWS_AS(watch.event(), RunInterrupted);
  watch.reset(nullptr);
  for (int i = 0; i < 10 * EventWatch::kEventsPerLook; ++i) watch.event();
}

TEST_CASE("a simulation ends when it is interrupted, and the next one is none the worse") {
  std::vector<WorkloadBuilder::Row> rows;
  for (int i = 0; i < 4000; ++i) rows.push_back({.arrival_us = i * 1000});
  WorkloadBuilder builder;
  for (const WorkloadBuilder::Row& row : rows) builder.add(row);
  const Workload workload = builder.build();
  Simulator simulator;
  Scenario scenario;
  scenario.latency = {.alpha = {0, 0, 5}, .beta = {100, 1, 10}};
  simulator.configure(scenario);
  const Summary whole = simulator.run(workload);
  const Impatient impatient(2);
  CHECK_THROWS_AS((void)simulator.run(workload, {}, {.interruption = &impatient}), RunInterrupted);
  CHECK(impatient.asked() == 2);
  simulator.configure(scenario);
  CHECK(simulator.run(workload) == whole);
  const Impatient patient(1'000'000);
  CHECK(simulator.run(workload, {}, {.interruption = &patient}) == whole);
  CHECK(patient.asked() > 2);
}

}  // namespace servesweep::engine::event_watch_test
