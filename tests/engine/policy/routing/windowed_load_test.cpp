#include "engine/policy/routing/windowed_load.h"

#include <doctest/doctest.h>

namespace windowed_load_test {

using namespace servesweep::engine;

TEST_CASE("WindowedLoad: work leaves with its thirty-second of the window") {
  WindowedLoad load(3200);
  load.reset(2);
  load.add(InstanceId(1), 10);
  load.advance(150);
  load.add(InstanceId(1), 5);
  load.add(InstanceId(0), 7);
  load.advance(3199);
  CHECK(load.load_us(0) == 7);
  CHECK(load.load_us(1) == 15);
  load.advance(3200);
  CHECK(load.load_us(1) == 5);
  load.advance(3299);
  CHECK(load.load_us(1) == 5);
  load.add(InstanceId(1), 1);
  load.advance(3300);
  CHECK(load.load_us(0) == 0);
  CHECK(load.load_us(1) == 1);
}

TEST_CASE("WindowedLoad: a long silence forgets everything, and so does a reset") {
  WindowedLoad load(32);
  load.reset(1);
  load.add(InstanceId(0), 10);
  load.advance(1'000'000'000'000);
  CHECK(load.load_us(0) == 0);
  load.add(InstanceId(0), 3);
  CHECK(load.load_us(0) == 3);
  load.reset(1);
  CHECK(load.load_us(0) == 0);
  load.advance(1);
  load.add(InstanceId(0), 4);
  CHECK(load.load_us(0) == 4);
}

}  // namespace windowed_load_test
