#include "io/hdf5/request_row.h"

#include <doctest/doctest.h>

#include <random>
#include <set>
#include <string>

#include "tests/io/hdf5/sample_results.h"

namespace request_row_test {

using namespace servesweep;
using namespace servesweep::io;

TEST_CASE("ordinary records survive encoding") {
  for (const engine::RequestRecord& record : test::sample_records(2'000, 1)) {
    CHECK(in_range(encode(record)));
    CHECK(decode(encode(record)) == record);
  }
}

TEST_CASE("any record survives encoding, even those that no engine would produce") {
  std::mt19937_64 random(7);
  const auto time = [&random]() -> std::int64_t {
    constexpr std::int64_t kFar = 1LL << 61;  // 70,000 years
    const std::int64_t extremes[] = {-1, 0, 1, -2, kFar, -kFar};
    return random() % 2 == 0 ? extremes[random() % 6] : static_cast<std::int64_t>(random()) / 8;
  };
  const auto count = [&random] { return static_cast<std::int32_t>(random()); };
  for (int i = 0; i < 20'000; ++i) {
    engine::RequestRecord r;
    r.request = engine::RequestId(count());
    r.status = static_cast<engine::RequestStatus>(random() % 6);
    r.instance = engine::InstanceId(count());
    r.input_tokens = count();
    r.output_tokens = count();
    r.arrival_us = time();
    r.routed_us = time();
    r.enqueued_us = time();
    r.first_scheduled_us = time();
    r.last_scheduled_us = time();
    r.ttft_us = time();
    r.e2e_us = time();
    r.itl_sum_us = time();
    r.itl_count = count();
    r.preemptions = count();
    r.cached_tokens_first = count();
    r.cached_tokens_last = count();
    r.finish_step_us = time();
    r.finish_step_length_us = time();
    for (const engine::BreakdownPart& part : engine::kBreakdown) r.breakdown.*part.time_us = time();
    REQUIRE(decode(encode(r)) == r);
  }
}

TEST_CASE("every stored column has a name of its own and a meaning") {
  std::set<std::string> names;
  for (std::size_t c = 0; c < kRequestColumns; ++c) {
    CHECK(names.insert(info_of(c).name).second);
    CHECK(std::string(info_of(c).description) != "");
    const bool coded = std::string(info_of(c).name).find("_diff") != std::string::npos;
    CHECK(coded == (std::string(info_of(c).decode) != ""));
  }
}

TEST_CASE("values that no record can hold are seen") {
  RequestRow row = encode(test::sample_records(1, 1)[0]);
  CHECK(in_range(row));
  row[static_cast<std::size_t>(RequestColumn::status)] = 6;
  CHECK_FALSE(in_range(row));
  row = encode(test::sample_records(1, 1)[0]);
  row[static_cast<std::size_t>(RequestColumn::itl_count_diff)] = 1LL << 40;
  CHECK_FALSE(in_range(row));
}

}  // namespace request_row_test
