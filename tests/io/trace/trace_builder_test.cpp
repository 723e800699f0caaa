#include "io/trace/trace_builder.h"

#include <doctest/doctest.h>

#include <vector>

namespace servesweep::io::trace_builder_test {
namespace {

TraceRow row_at(engine::TimeUs time_us, std::int32_t input_tokens) {
  TraceRow row;
  row.time_us = time_us;
  row.input_tokens = input_tokens;
  return row;
}

std::vector<std::int32_t> inputs(const engine::Workload& workload) {
  std::vector<std::int32_t> inputs;
  for (const engine::Request& request : workload.requests) inputs.push_back(request.input_tokens);
  return inputs;
}

engine::Workload four_rows(const TraceOptions& options) {
  TraceBuilder builder(options);
  builder.add(row_at(300, 1));
  builder.add(row_at(100, 2));
  builder.add(row_at(300, 3));
  builder.add(row_at(200, 4));
  return builder.finish();
}

}  // namespace

TEST_CASE("rows are sorted by time, equal ones stay as they were") {
  CHECK(inputs(four_rows({})) == std::vector<std::int32_t>{2, 4, 1, 3});
  CHECK(four_rows({}).tenants == std::vector<std::string>{"default"});
}

TEST_CASE("limit and horizon keep the earliest") {
  TraceOptions options;
  options.requests = 3;
  CHECK(inputs(four_rows(options)) == std::vector<std::int32_t>{2, 4, 1});
  options.requests = 0;
  options.horizon_us = 300;
  CHECK(inputs(four_rows(options)) == std::vector<std::int32_t>{2, 4});
  options.rate_scale = 2;  // the late ones come at 150 now
  options.horizon_us = 150;
  CHECK(inputs(four_rows(options)) == std::vector<std::int32_t>{2, 4});
  options.horizon_us = 151;
  CHECK(four_rows(options).requests.back().arrival_us == 150);
}

TEST_CASE("a slow rate does not overflow the clock") {
  CHECK(scaled_us(kLastTraceTimeUs, 1e-6) == engine::TimeUs{1} << 62);
  CHECK(scaled_us(3, 2) == 2);  // rounded half away from zero
  CHECK(scaled_us(7, 1) == 7);
}

TEST_CASE("a class stays with its row when the trace is cut") {
  TraceOptions options;
  options.classes.classes.resize(2);
  options.classes.weights = {1, 1};
  std::vector<engine::SloClassId> all, few;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    options.seed = seed;
    options.requests = 0;
    all.push_back(four_rows(options).requests[1].slo_class);
    options.requests = 2;
    few.push_back(four_rows(options).requests[1].slo_class);
  }
  CHECK(all == few);
  CHECK(std::count(all.begin(), all.end(), engine::SloClassId(0)) > 5);
  CHECK(std::count(all.begin(), all.end(), engine::SloClassId(1)) > 5);
}

TEST_CASE("a class can be that of the session") {
  TraceOptions options;
  options.classes.classes.resize(2);
  options.classes.weights = {1, 1};
  for (const bool per_session : {false, true}) {
    options.classes.per_session = per_session;
    TraceBuilder builder(options);
    for (std::int32_t i = 0; i < 200; ++i) {
      TraceRow row = row_at(i, 1);
      row.session = i % 10;
      builder.add(row);
    }
    const engine::Workload workload = builder.finish();
    bool uniform = true;
    for (std::size_t i = 10; i < 200; ++i) {
      uniform = uniform && workload.requests[i].slo_class == workload.requests[i % 10].slo_class;
    }
    CHECK(uniform == per_session);
  }
}

TEST_CASE("followers point to where their predecessor went") {
  TraceBuilder builder{TraceOptions{}};
  TraceRow first = row_at(500, 1);
  first.turn = 0;
  builder.add(first);
  TraceRow second = row_at(500, 2);
  second.follows = 0;
  second.think_us = 77;
  builder.add(second);
  builder.add(row_at(100, 3));
  const engine::Workload workload = builder.finish();
  CHECK(inputs(workload) == std::vector<std::int32_t>{3, 1, 2});
  CHECK(workload.closed_loop);
  CHECK(workload.requests[2].follows.value() == 1);
  CHECK(workload.requests[2].arrival_us == 77);
  CHECK_FALSE(workload.requests[1].follows.valid());
}

TEST_CASE("only kept rows share content") {
  TraceOptions options;
  const std::vector<BlockRun> prompt{{0, 2}};
  for (const std::int64_t limit : {0, 1}) {
    options.requests = limit;
    TraceBuilder builder(options, 512);
    for (engine::TimeUs time_us : {1, 2}) {
      TraceRow row = row_at(time_us, 1024);
      row.content = builder.content().insert(prompt);
      builder.add(row);
    }
    const engine::Workload workload = builder.finish();
    CHECK(workload.chains == (limit == 0 ? 1 : 0));
    CHECK(workload.requests[0].content.size() == (limit == 0 ? 1 : 0));
  }
}

}  // namespace servesweep::io::trace_builder_test
