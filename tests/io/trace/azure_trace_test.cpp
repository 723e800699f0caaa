#include "io/trace/azure_trace.h"

#include <doctest/doctest.h>

#include "tests/io/trace/trace_file.h"

namespace servesweep::io::azure_trace_test {
namespace {

const std::string kHeader = "TIMESTAMP,ContextTokens,GeneratedTokens\n";

engine::Workload read(const std::string& rows) {
  return read_azure_trace(TraceFile(kHeader + rows).path(), TraceOptions{});
}

std::string wrong(const std::string& rows) {
  return complaint(kHeader + rows,
                   [](const auto& path) { return read_azure_trace(path, TraceOptions{}); });
}

}  // namespace

TEST_CASE("an azure trace starts at zero, sorted") {
  // From 23:59:59.5 to 00:00:01.0000019 on the next day, a leap day, are 1.5000019 s.
  const auto workload = read(
      "2024-02-29 00:00:01.0000019,374,44\n"
      "2024-02-28 23:59:59.5,20,0\n"
      "2024-03-01 00:00:00,7,8");
  REQUIRE(workload.requests.size() == 3);
  CHECK(workload.requests[0].input_tokens == 20);
  CHECK(workload.requests[0].arrival_us == 0);
  CHECK(workload.requests[1].arrival_us == 1'500'001);
  CHECK(workload.requests[1].input_tokens == 374);
  CHECK(workload.requests[1].output_tokens == 44);
  CHECK(workload.requests[2].arrival_us == 86'400'500'000);
  CHECK(workload.chains == 0);
}

TEST_CASE("wrong rows of an azure trace are named") {
  const std::string remedy = " is not a time; write it as 2023-11-16 18:15:46.6805900";
  for (const char* time : {"2023-02-29 00:00:00", "2023-13-01 00:00:00", "2023-01-01T00:00:00",
                           "2023-01-01 24:00:00", "2023-01-01 00:00:00.", "2023-01-01 00:00:00Z",
                           "2023-01-01 00:00", "", "1969-01-01 00:00:00", "2023-01-01 00:60:00"}) {
    CHECK(wrong(std::string(time) + ",1,1") ==
          "FILE:2: TIMESTAMP: '" + std::string(time) + "'" + remedy);
  }
  CHECK(wrong("2023-01-01 00:00:00,0,1").starts_with("FILE:2: ContextTokens: 0 is out of range"));
  CHECK(wrong("1970-01-01 00:00:00,1,1\n2023-01-01 00:00:00,1,1")
            .starts_with("FILE: times are too far apart"));
  CHECK(wrong("").starts_with("FILE: no requests"));
}

}  // namespace servesweep::io::azure_trace_test
