#include "io/trace/blis_header.h"

#include <doctest/doctest.h>

#include "tests/io/trace/trace_file.h"

namespace servesweep::io::blis_header_test {
namespace {

const std::string kRest = "time_unit: microseconds\nmode: real\nwarm_up_requests: 3\n";

bool accumulates(const std::string& text) {
  return read_blis_header(TraceFile(text).path()).accumulates;
}

std::string wrong(const std::string& text) {
  return complaint(text, [](const auto& path) { return read_blis_header(path); });
}

}  // namespace

TEST_CASE("headers of both versions are read") {
  CHECK_FALSE(accumulates("trace_version: 2\n" + kRest));
  CHECK_FALSE(accumulates("trace_version: 2\n" + kRest +
                          "created_at: \"2026-02-16T14:30:00Z\"\nworkload_seed: 42\n"
                          "workload_spec: preset:chatbot\nserver:\n  type: vllm\n"
                          "network:\n  measured_rtt_ms: 2.3\n"));
  CHECK_FALSE(accumulates("trace_version: 3\n" + kRest + "session_context_growth: \"\"\n" +
                          "goodput_slo_targets:\n  critical:\n    ttft_ms: 500\n"));
  CHECK(accumulates("trace_version: 3\n" + kRest + "session_context_growth: accumulate\n"));
}

TEST_CASE("a header of another kind is refused") {
  CHECK(wrong("trace_version: 4\n" + kRest) ==
        "FILE:1: trace_version: 4 is not known (versions 2 and 3 can be read); write the trace "
        "anew with a release that has one of them");
  CHECK(wrong("trace_version: 1\nanything: else\n").starts_with("FILE:1: trace_version: 1 is not"));
  CHECK(wrong("trace_version: two\n" + kRest).starts_with("FILE:1: trace_version: "));
  CHECK(wrong(kRest).find("trace_version") != std::string::npos);
  CHECK(wrong("trace_version: 2\ntime_unit: ms\nmode: real\n") ==
        "FILE:2: time_unit: unknown word 'ms' (this version of the format is not known); it must "
        "be microseconds");
  CHECK(wrong("trace_version: 2\ntime_unit: microseconds\nmode: replay\n") ==
        "FILE:3: mode: unknown word 'replay' (this version of the format is not known); it must "
        "be real or generated or replayed");
  CHECK(wrong("trace_version: 2\n" + kRest + "session_context_growth: Accumulate\n")
            .starts_with("FILE:5: session_context_growth: unknown word 'Accumulate'"));
  CHECK(wrong("trace_version: 2\n" + kRest + "epoch: 1\n")
            .starts_with("FILE:5: epoch: unknown field"));
  CHECK(wrong("request_id,client_id\n") ==
        "FILE: is not the header of a trace (it has no fields); let path name the YAML header and "
        "data the CSV file");
}

}  // namespace servesweep::io::blis_header_test
