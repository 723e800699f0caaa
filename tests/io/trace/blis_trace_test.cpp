#include "io/trace/blis_trace.h"

#include <doctest/doctest.h>

#include <vector>

#include "tests/io/trace/trace_file.h"

namespace servesweep::io::blis_trace_test {
namespace {

using engine::RequestId;
using engine::Workload;

const std::string kHeader =
    "trace_version: 3\ntime_unit: microseconds\nmode: generated\nwarm_up_requests: 0\n";
const std::string kGrowing = kHeader + "session_context_growth: accumulate\n";
const std::string kColumns =
    "request_id,tenant_id,slo_class,session_id,round_index,prefix_group,prefix_length,"
    "input_tokens,output_tokens,server_input_tokens,arrival_time_us,send_time_us,"
    "last_chunk_time_us,input_tokens_reset\n";

/// Two sessions of which one has a prefix, and a single request; not in order.
const std::string kRows =
    "0,acme,critical,s,0,g,64,100,20,0,1000,1000,1500,\n"
    "1,acme,critical,s,1,g,64,130,20,0,1800,1800,2000,\n"
    "2,umbra,,t,0,,0,40,10,0,900,900,0,\n"
    "3,umbra,batch,,0,g,32,8,1,0,1200,1200,1300,\n"
    "4,umbra,,t,1,,0,50,10,0,1600,1600,0,\n";

/// Header and rows in one folder.
class BlisFiles {
 public:
  BlisFiles(const std::string& header, const std::string& rows)
      : header_(header, "trace.yaml"), data_(kColumns + rows, "trace.csv") {}

  Workload read(BlisReplay replay, const TraceOptions& options) const {
    return read_blis_trace(header_.path(), {.data = data_.path(), .replay = replay}, options);
  }

  std::string wrong(BlisReplay replay, const TraceOptions& options) const {
    try {
      (void)read(replay, options);
    } catch (const engine::Problem& problem) {
      std::string text = problem.what();
      const std::string path = data_.path().string();
      if (text.starts_with(path)) text.replace(0, path.size(), "DATA");
      return text;
    }
    return "nothing thrown";
  }

 private:
  TraceFile header_, data_;
};

Workload read(const std::string& header, const std::string& rows,
              BlisReplay replay = BlisReplay::original, const TraceOptions& options = {}) {
  return BlisFiles(header, rows).read(replay, options);
}

std::string wrong(const std::string& header, const std::string& rows,
                  BlisReplay replay = BlisReplay::original, const TraceOptions& options = {}) {
  return BlisFiles(header, rows).wrong(replay, options);
}

template <class Get>
std::vector<std::int64_t> all(const Workload& workload, Get get) {
  std::vector<std::int64_t> values;
  for (const engine::Request& request : workload.requests) values.push_back(get(request));
  return values;
}

using Numbers = std::vector<std::int64_t>;

std::int64_t arrival(const engine::Request& request) {
  return request.arrival_us;
}

std::int64_t input(const engine::Request& request) {
  return request.input_tokens;
}

}  // namespace

TEST_CASE("requests are sent when they were sent") {
  const Workload workload = read(kHeader, kRows);
  CHECK(all(workload, arrival) == Numbers{900, 1000, 1200, 1600, 1800});
  CHECK(all(workload, input) == Numbers{40, 164, 40, 50, 194});
  CHECK_FALSE(workload.closed_loop);
  CHECK(workload.tenants == std::vector<std::string>{"umbra", "acme"});
  REQUIRE(workload.classes.size() == 3);
  CHECK(workload.classes[0].name == "standard");
  CHECK(workload.classes[1].name == "critical");
  CHECK(workload.classes[2].name == "batch");
  CHECK(workload.requests[2].tier == engine::SloTier::sheddable);
  CHECK_FALSE(workload.requests[2].session.valid());
  CHECK(workload.requests[1].session == workload.requests[4].session);
  CHECK(workload.requests[4].turn == 1);
  CHECK(workload.requests[4].output_tokens == 20);
}

TEST_CASE("a group shares its prefixes and nothing else") {
  const Workload workload = read(kHeader, kRows);
  CHECK(workload.chains == 1);
  CHECK(workload.requests[0].content.empty());
  for (const std::size_t i : {std::size_t{1}, std::size_t{4}}) {
    REQUIRE(workload.requests[i].content.size() == 1);
    CHECK(workload.requests[i].content[0].end_token == 64);
  }
  CHECK(workload.requests[2].content[0].end_token == 32);
}

TEST_CASE("in think-time replay rounds wait for the answer") {
  const Workload workload = read(kHeader, kRows, BlisReplay::think_time);
  CHECK(workload.closed_loop);
  // Session s thinks 300 after the answer at 1500; t has no answers, so 700 between its sends.
  CHECK(all(workload, arrival) == Numbers{900, 1000, 1200, 700, 300});
  CHECK_FALSE(workload.requests[1].follows.valid());
  CHECK_FALSE(workload.requests[2].follows.valid());
  CHECK(workload.requests[3].follows == RequestId(0));
  CHECK(workload.requests[4].follows == RequestId(1));
}

TEST_CASE("the rate scale acts on times, not on pauses") {
  TraceOptions options;
  options.rate_scale = 2;
  const Workload workload = read(kHeader, kRows, BlisReplay::think_time, options);
  CHECK(all(workload, arrival) == Numbers{450, 500, 600, 700, 300});
}

TEST_CASE("limit and horizon keep the earliest") {
  TraceOptions options;
  options.requests = 2;
  CHECK(all(read(kHeader, kRows, BlisReplay::original, options), arrival) == Numbers{900, 1000});
  options.requests = 0;
  options.horizon_us = 1600;
  CHECK(all(read(kHeader, kRows, BlisReplay::think_time, options), arrival) ==
        Numbers{900, 1000, 1200});
}

TEST_CASE("the server's count of a prompt goes first unless there is a prefix") {
  const Workload workload = read(kHeader,
                                 "0,,,,0,,0,100,20,117,0,0,0,\n"
                                 "1,,,,0,g,10,100,20,130,1,1,0,\n");
  CHECK(all(workload, input) == Numbers{117, 110});
}

TEST_CASE("sessions that accumulate grow by answer and new input") {
  const Workload workload = read(kGrowing,
                                 "0,,,s,0,g,64,100,50,0,0,0,0,\n"
                                 "1,,,s,1,g,64,30,40,0,10,10,0,\n"
                                 "2,,,,0,,0,9,1,0,15,15,0,\n"
                                 "3,,,s,2,g,64,0,20,0,20,20,0,90\n"
                                 "4,,,s,3,g,64,5,20,0,30,30,0,\n");
  // 164; 164 + 50 + 30; the single one; compacted to 90; 90 + 20 + 5.
  CHECK(all(workload, input) == Numbers{164, 244, 9, 90, 115});
  CHECK(workload.chains == 3);
  REQUIRE(workload.requests[0].content.size() == 2);
  REQUIRE(workload.requests[1].content.size() == 2);
  CHECK(workload.requests[1].content[1].chain == workload.requests[0].content[1].chain);
  CHECK(workload.requests[1].content[1].end_token == engine::kAllFurtherTokens);
  CHECK(workload.requests[2].content.empty());
  REQUIRE(workload.requests[3].content.size() == 1);
  CHECK(workload.requests[3].content[0].chain != workload.requests[0].content[1].chain);
  CHECK(workload.requests[4].content[0].chain == workload.requests[3].content[0].chain);
}

TEST_CASE("rounds out of order are refused where they matter") {
  const std::string rows =
      "0,,,s,0,,0,10,5,0,1000,1000,0,\n"
      "1,,,s,1,,0,10,5,0,900,900,0,\n";
  CHECK(read(kHeader, rows).requests.size() == 2);
  const std::string text =
      "DATA:3: round_index: 1 is not the next round (in order of time, round 0 of session 's' "
      "comes here); correct round_index or the times";
  CHECK(wrong(kHeader, rows, BlisReplay::think_time) == text);
  CHECK(wrong(kGrowing, rows) == text);
}

TEST_CASE("contradictions between header and rows are refused") {
  CHECK(wrong(kGrowing, "0,,,s,0,,0,10,5,12,0,0,0,\n") ==
        "DATA:2: server_input_tokens: contradicts the header (where sessions accumulate, rows "
        "count what is new in a prompt); write 0, or correct session_context_growth");
  CHECK(wrong(kHeader, "0,,,s,0,,0,10,5,0,0,0,0,40\n") ==
        "DATA:2: input_tokens_reset: contradicts the header (only sessions that accumulate are "
        "compacted); remove it, or correct session_context_growth");
  CHECK(wrong(kHeader, "0,,,,0,,0,0,5,0,0,0,0,\n") ==
        "DATA:2: input_tokens: makes a prompt of 0 tokens (a prompt has 1 to 536870912); correct "
        "it");
  CHECK(wrong(kGrowing,
              "0,,,s,0,,0,536870912,5,0,0,0,0,\n"
              "1,,,s,1,,0,1,5,0,1,1,0,\n")
            .starts_with("DATA:3: input_tokens: makes a prompt of 536870918 tokens"));
}

TEST_CASE("declared classes are the only ones") {
  TraceOptions options;
  options.classes.classes.emplace_back().name = "critical";
  CHECK(wrong(kHeader, "0,,critcal,,0,,0,10,5,0,0,0,0,\n", BlisReplay::original, options) ==
        "DATA:2: slo_class: unknown class 'critcal' (it is not among the declared ones); did you "
        "mean 'critical'?");
}

}  // namespace servesweep::io::blis_trace_test
