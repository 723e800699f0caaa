#include "engine/workload/request_drawer.h"

#include <doctest/doctest.h>

#include "tests/engine/workload/target_workload.h"

namespace request_drawer_test {

// What is drawn is tested with the workloads it makes, in generator_test.cpp.

using namespace servesweep::engine;

TEST_CASE("RequestDrawer: draws up to the cap, and from the start again") {
  RequestDrawer drawer(plain_workload(3));
  CHECK(drawer.cap() == 3);
  for (int run = 0; run < 2; ++run) {
    drawer.restart(1);
    Request request;
    int drawn = 0;
    while (drawer.draw(request)) ++drawn;
    CHECK(drawn == 3);
    CHECK_FALSE(drawer.draw(request));
  }
}

TEST_CASE("RequestDrawer: tells whether the next request follows, and knows its content") {
  WorkloadSpec spec = plain_workload(5);
  ClientSpec& client = spec.clients[0];
  client.prefix_group = "tools";
  client.prefix_tokens = 16;
  client.session = SessionSpec{.rounds = ConstantLength{3},
                               .think_time_us = ConstantDuration{50},
                               .mode = SessionMode::closed};
  RequestDrawer drawer(spec);
  drawer.restart(1);
  CHECK(drawer.chains() == 1);
  Request request;
  std::vector<bool> followed;
  while (drawer.draw(request)) {
    followed.push_back(drawer.is_followed());
    const std::span<const Segment> content = drawer.segments().at(drawer.content());
    REQUIRE(content.size() == 2);
    CHECK(content[0].chain == ChainId(0));
    CHECK(content[1].chain == ChainId(1 + request.session.value()));
  }
  // Three turns, then two more up to the cap.
  CHECK(followed == std::vector<bool>{true, true, false, true, false});
  CHECK(drawer.chains() == 3);
}

}  // namespace request_drawer_test
