#include "sweep/distribute/in_process_transport.h"

#include <doctest/doctest.h>

#include <stdexcept>

namespace in_process_transport_test {

using namespace servesweep::sweep;

TEST_CASE("in-process transport: messages arrive in order, with their sender") {
  InProcessNetwork network(2);
  InProcessTransport zero(network, 0), one(network, 1);
  CHECK(zero.size() == 2);
  CHECK_FALSE(zero.try_receive());
  one.send(0, {0, MessageKind::gather, "first"});
  one.send(0, {0, MessageKind::gather, "second"});
  zero.send(0, {7, MessageKind::bye, "to myself"});
  CHECK_FALSE(one.try_receive());
  const auto first = zero.try_receive();
  REQUIRE(first);
  CHECK(first->from == 1);
  CHECK(first->payload == "first");
  CHECK(zero.try_receive()->payload == "second");
  const auto own = zero.try_receive();
  CHECK(own->from == 0);
  CHECK(own->kind == MessageKind::bye);
  CHECK_FALSE(zero.try_receive());
}

TEST_CASE("in-process transport: an unknown rank is refused") {
  InProcessNetwork network(1);
  InProcessTransport only(network, 0);
  CHECK_THROWS_AS(only.send(1, {}), std::out_of_range);
}

}  // namespace in_process_transport_test
