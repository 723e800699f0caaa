#include "engine/instance/step_pipeline.h"

#include <doctest/doctest.h>

namespace step_pipeline_test {

using namespace servesweep::engine;

namespace {

/// A step from `start_us` on, 10 µs long, is put into flight.
void schedule(StepPipeline& steps, std::int64_t number, TimeUs start_us) {
  StepInFlight& step = steps.next();
  step.clear();
  step.number = number;
  step.start_us = start_us;
  step.length_us = 10;
  steps.book(step);
  steps.push();
}

}  // namespace

TEST_CASE("StepPipeline: steps leave in the order in which they came") {
  StepPipeline steps;
  steps.reset(2);
  CHECK(steps.empty());
  schedule(steps, 1, 0);
  schedule(steps, 2, 10);
  CHECK(steps.oldest().number == 1);
  CHECK(steps.newest().number == 2);
  CHECK(steps.last_end_us() == 20);
  steps.pop();
  CHECK(steps.oldest().number == 2);
  schedule(steps, 3, 20);
  CHECK(steps.at(0).number == 2);
  CHECK(steps.at(1).number == 3);
  CHECK(steps.size() == steps.depth());
}

TEST_CASE("StepPipeline: whether a step in flight yields a last token") {
  StepPipeline steps;
  steps.reset(2);
  CHECK_FALSE(steps.finish_somebody());
  schedule(steps, 1, 0);
  steps.next().clear();
  steps.next().last_tokens.push_back(7);
  CHECK_FALSE(steps.finish_somebody());  // that one is not in flight yet
  steps.push();
  CHECK(steps.finish_somebody());
  steps.pop();
  CHECK(steps.finish_somebody());
  steps.pop();
  CHECK_FALSE(steps.finish_somebody());
}

TEST_CASE("StepPipeline: repeated steps end later by all of their lengths") {
  StepPipeline steps;
  steps.reset(2);
  schedule(steps, 1, 0);
  schedule(steps, 2, 10);
  steps.repeat(5);
  CHECK(steps.oldest().number == 6);
  CHECK(steps.oldest().end_us() == 60);
  CHECK(steps.newest().end_us() == 70);
  CHECK(steps.last_end_us() == 70);
}

TEST_CASE("StepPipeline: without steps in flight, the step delivered last is known") {
  StepPipeline steps;
  steps.reset(0);
  StepInFlight& step = steps.next();
  step.number = 1;
  step.length_us = 10;
  steps.book(step);
  CHECK(steps.empty());
  CHECK(steps.oldest().number == 1);
  CHECK(&steps.newest() == &steps.oldest());
}

}  // namespace step_pipeline_test
