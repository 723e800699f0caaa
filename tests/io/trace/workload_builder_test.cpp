#include "io/trace/workload_builder.h"

#include <doctest/doctest.h>

namespace servesweep::io::workload_builder_test {
namespace {

using engine::ChainId;
using engine::Request;
using engine::SloTier;

Request request_of(engine::SloClassId slo_class) {
  Request request;
  request.input_tokens = 1;
  request.slo_class = slo_class;
  return request;
}

}  // namespace

TEST_CASE("names are numbered as they come, tiers follow from classes") {
  WorkloadBuilder builder(9);
  CHECK(builder.tenant("b").value() == 0);
  CHECK(builder.tenant("a").value() == 1);
  CHECK(builder.tenant("b").value() == 0);
  builder.add(request_of(builder.slo_class("batch")));
  builder.add(request_of(builder.slo_class("critical")));
  const engine::Workload workload = builder.finish(0);
  CHECK(workload.seed == 9);
  CHECK(workload.tenants == std::vector<std::string>{"b", "a"});
  REQUIRE(workload.classes.size() == 2);
  CHECK(workload.classes[0].name == "batch");
  CHECK(workload.requests[0].tier == SloTier::sheddable);
  CHECK(workload.requests[1].tier == SloTier::critical);
  CHECK_FALSE(workload.closed_loop);
}

TEST_CASE("declared classes are the only ones") {
  engine::SloClass gold;
  gold.name = "gold";
  gold.tier = SloTier::critical;
  WorkloadBuilder builder(0, {gold});
  CHECK_FALSE(builder.slo_class("silver").valid());
  builder.add(request_of(builder.slo_class("gold")));
  CHECK(builder.finish(0).requests[0].tier == SloTier::critical);
}

TEST_CASE("each request has the segments that were appended before it") {
  WorkloadBuilder builder(0);
  const auto standard = builder.slo_class("standard");
  for (std::int32_t i = 0; i < 100; ++i) {
    for (std::int32_t k = 0; k < i % 3; ++k) builder.segments().push_back({ChainId(i), k + 1});
    builder.add(request_of(standard));
  }
  const engine::Workload workload = builder.finish(100);
  CHECK(workload.chains == 100);
  for (std::size_t i = 0; i < 100; ++i) {
    REQUIRE(workload.requests[i].content.size() == i % 3);
    for (const engine::Segment& segment : workload.requests[i].content) {
      CHECK(segment.chain.index() == i);
    }
  }
}

TEST_CASE("one follower closes the loop") {
  WorkloadBuilder builder(0);
  Request request = request_of(builder.slo_class("standard"));
  builder.add(request);
  request.follows = engine::RequestId(0);
  builder.add(request);
  CHECK(builder.finish(0).closed_loop);
}

}  // namespace servesweep::io::workload_builder_test
