#include "io/trace/weka_trace.h"

#include <doctest/doctest.h>

#include <cmath>
#include <utility>
#include <vector>

#include "engine/workload/content_blocks.h"
#include "tests/io/trace/trace_file.h"

namespace servesweep::io::weka_trace_test {
namespace {

using engine::Request;
using engine::RequestId;
using engine::Workload;

/// Two sessions: the first with a main agent of three requests and a helper of one.
const std::string kTrace =
    R"({"id":"s1","block_size":64,"tool_tokens":100,"system_tokens":60,"n":4,"requests":[)"
    R"({"a":"main","t":0.0,"in":200,"out":10,"th":0.0,"api":2.5,"h":[[1,3]]},)"
    R"({"a":"main","t":10.0,"in":330,"out":20,"th":null,"api":null,"h":[[1,5]]},)"
    R"({"a":"helper","t":12.0,"in":130,"out":5,"th":0.0,"api":1.0,"h":[[100,2]]},)"
    R"({"a":"main","t":30.0,"in":330,"out":20,"th":4.25,"api":1.0,"h":[[1,4],[50,1]]}]})"
    "\n"
    R"({"id":"s2","block_size":64,"tool_tokens":100,"system_tokens":100,"n":1,"requests":[)"
    R"({"a":"main","t":0.0,"in":256,"out":1,"th":0.0,"api":1.0,"h":[[1,4]]}]})"
    "\n";

WekaOptions slow() {
  WekaOptions weka;
  weka.sessions_per_s = 0.001;
  weka.arrival.process = engine::ArrivalProcess::constant;
  return weka;
}

Workload read(const WekaOptions& weka, const TraceOptions& options = {},
              const std::string& text = kTrace) {
  return read_weka_trace(TraceFile(text).path(), weka, options);
}

std::string wrong(const std::string& from, const std::string& to) {
  std::string text = kTrace;
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return complaint(text.replace(at, from.size(), to),
                   [](const auto& path) { return read_weka_trace(path, slow(), TraceOptions{}); });
}

/// Gaps are cut to whole microseconds, and 1 / 0.001 is not exact.
bool near(engine::TimeUs time_us, engine::TimeUs expected_us) {
  return time_us <= expected_us && time_us >= expected_us - 2;
}

/// Leading blocks of 16 tokens that two prompts share.
int shared_blocks(const Request& a, const Request& b) {
  std::vector<engine::ChainId> chains;
  const auto collect = [&](engine::ChainId chain, std::int32_t first, std::int32_t end) {
    for (; first < end; ++first) chains.push_back(chain);
    return true;
  };
  engine::visit_shared_blocks(a.content, a.input_tokens, 16, collect);
  const std::vector<engine::ChainId> of_a = std::exchange(chains, {});
  engine::visit_shared_blocks(b.content, b.input_tokens, 16, collect);
  std::size_t common = 0;
  while (common < std::min(of_a.size(), chains.size()) && of_a[common] == chains[common]) ++common;
  return static_cast<int>(common);
}

}  // namespace

TEST_CASE("each agent is a closed loop with think times") {
  const Workload workload = read(slow());
  REQUIRE(workload.requests.size() == 5);
  CHECK(workload.closed_loop);
  const auto& requests = workload.requests;  // session 1 starts at 1,000 s, session 2 at 2,000 s
  CHECK(near(requests[0].arrival_us, 1'000'000'000));
  CHECK(requests[1].follows == RequestId(0));
  CHECK(requests[1].arrival_us == 7'500'000);  // unknown: 10 s, less the service before it
  CHECK_FALSE(requests[2].follows.valid());
  CHECK(near(requests[2].arrival_us, 1'012'000'000));
  CHECK(requests[3].follows == RequestId(1));
  CHECK(requests[3].arrival_us == 4'250'000);
  CHECK(requests[3].turn == 2);
  CHECK(requests[3].session == requests[0].session);
  CHECK(requests[2].session != requests[0].session);
  CHECK(near(requests[4].arrival_us, 2'000'000'000));
  CHECK(requests[4].session != requests[0].session);
}

TEST_CASE("the original replay is an open loop") {
  WekaOptions weka = slow();
  weka.replay = WekaReplay::original;
  const Workload workload = read(weka);
  CHECK_FALSE(workload.closed_loop);
  CHECK(near(workload.requests[1].arrival_us, 1'010'000'000));
  CHECK(near(workload.requests[3].arrival_us, 1'030'000'000));
}

TEST_CASE("the rate scale acts on session starts only") {
  TraceOptions options;
  options.rate_scale = 2;
  const Workload workload = read(slow(), options);
  CHECK(near(workload.requests[0].arrival_us, 500'000'000));
  CHECK(near(workload.requests[2].arrival_us, 512'000'000));
  CHECK(workload.requests[3].arrival_us == 4'250'000);
}

TEST_CASE("what is cut off is the end of a loop") {
  TraceOptions options;
  options.requests = 2;
  const Workload workload = read(slow(), options);
  REQUIRE(workload.requests.size() == 2);
  CHECK(workload.requests[1].follows == RequestId(0));
}

TEST_CASE("ids are known in their session only") {
  const Workload workload = read(slow());
  const auto& requests = workload.requests;
  CHECK(shared_blocks(requests[0], requests[1]) == 3 * 4);
  CHECK(shared_blocks(requests[1], requests[3]) == 4 * 4);
  CHECK(shared_blocks(requests[0], requests[2]) == 0);
  CHECK(shared_blocks(requests[0], requests[4]) == 0);
}

TEST_CASE("a common prefix is shared by all sessions that begin with it") {
  WekaOptions weka = slow();
  weka.common_prefix = true;
  const Workload workload = read(weka);
  const auto& requests = workload.requests;
  // Tools and system prompt fill 2 blocks of 64 in session 1, 3 in session 2; the helper has none.
  CHECK(shared_blocks(requests[0], requests[4]) == 2 * 4);
  CHECK(shared_blocks(requests[2], requests[4]) == 0);
  CHECK(shared_blocks(requests[0], requests[1]) == 3 * 4);
  CHECK(shared_blocks(requests[1], requests[3]) == 4 * 4);
}

TEST_CASE("sessions start at random, but always the same") {
  WekaOptions weka;
  weka.sessions_per_s = 10;
  std::string text;
  for (int i = 0; i < 1000; ++i) text += kTrace.substr(kTrace.find("{\"id\":\"s2\""));
  TraceOptions options;
  options.seed = 1;
  const Workload workload = read(weka, options, text);
  // 1,000 gaps of 0.1 s: the sum has a standard deviation of sqrt(1000)·0.1 s.
  const double last_s = static_cast<double>(workload.requests.back().arrival_us) / 1e6;
  CHECK(std::abs(last_s - 100) < 4 * std::sqrt(1000.0) * 0.1);
  CHECK(read(weka, options, text).requests[500].arrival_us == workload.requests[500].arrival_us);
  options.seed = 2;
  CHECK(read(weka, options, text).requests[500].arrival_us != workload.requests[500].arrival_us);
}

TEST_CASE("wrong sessions are named") {
  CHECK(wrong("[[1,3]]", "[[1,2]]") ==
        "FILE:1: requests[0].h: has 2 blocks (200 tokens fill 3 of 64); correct in or h");
  CHECK(wrong("[[1,3]]", "[[1,201]]") ==
        "FILE:1: requests[0].h[0]: is no range of this prompt; write [first id, count]");
  CHECK(wrong("\"t\":30.0", "\"t\":9.0") ==
        "FILE:1: requests[3].t: 9 is earlier than the request before (that one of the same agent "
        "starts at 10); sort the requests by t");
  CHECK(
      wrong("\"block_size\":64", "\"block_size\":32").starts_with("FILE:1: block_size: is not 64"));
  CHECK(
      wrong("\"th\":4.25", "\"th\":-4").starts_with("FILE:1: requests[3].th: -4 is out of range"));
  CHECK(wrong("\"n\":1,", "\"n\":2,") ==
        "FILE:2: n: is 2, but there are 1 requests (the session is cut off); get the whole file");
}

}  // namespace servesweep::io::weka_trace_test
