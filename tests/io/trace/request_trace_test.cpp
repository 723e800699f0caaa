#include "io/trace/request_trace.h"

#include <doctest/doctest.h>
#include <unistd.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "engine/base/problem.h"

namespace request_trace_test {

namespace {

namespace fs = std::filesystem;
using servesweep::engine::kAllFurtherTokens;
using servesweep::engine::Problem;
using servesweep::engine::SloTier;
using servesweep::engine::Workload;
using servesweep::io::read_request_trace;

const std::string kHeader =
    "id,client,tenant,slo_class,session,turn,accumulate,arrival_us,prefix_group,prefix_tokens,"
    "input_tokens,output_tokens\n";

/// A trace file of its own, gone at the end.
class TraceFile {
 public:
  explicit TraceFile(const std::string& content, const std::string& name = "trace.csv")
      : folder_(fs::temp_directory_path() / ("servesweep_trace_test_" + std::to_string(getpid()))),
        path_(folder_ / name) {
    fs::create_directories(folder_);
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~TraceFile() { fs::remove_all(folder_); }
  TraceFile(const TraceFile&) = delete;
  TraceFile& operator=(const TraceFile&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path folder_, path_;
};

Workload read(const std::string& content) {
  return read_request_trace(TraceFile(content).path());
}

/// The complaint about a trace, with "FILE" for its path.
std::string complaint(const std::string& content) {
  const TraceFile file(content);
  try {
    (void)read_request_trace(file.path());
  } catch (const Problem& problem) {
    std::string text = problem.what();
    const std::string path = file.path().string();
    if (const std::size_t at = text.find(path); at != std::string::npos)
      text.replace(at, path.size(), "FILE");
    return text;
  }
  return "nothing thrown";
}

std::string complaint_about(const std::string& row) {
  return complaint(kHeader + row + "\n");
}

std::string compressed(const std::string& text) {
  const fs::path path =
      fs::temp_directory_path() / ("servesweep_trace_gz_" + std::to_string(getpid()));
  gzFile file = gzopen(path.c_str(), "wb");
  gzwrite(file, text.data(), static_cast<unsigned>(text.size()));
  gzclose(file);
  std::ifstream stream(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  fs::remove(path);
  return bytes;
}

const std::string kGood = kHeader +
                          "0,a,ta,critical,,0,0,10,sys,40,100,5\n"
                          "1,b,tb,,s1,0,1,20,sys,40,60,6\n"
                          "2,b,tb,batch,s1,1,1,20,sys,40,90,0\n"
                          "3,c,ta,gold,s2,0,0,30,,0,1,7\n"
                          "4,b,tb,,s3,0,1,40,,0,50,8\n"
                          "5,a,ta,critical,,0,0,50,sys,24,24,9\n"
                          "6,a,ta,critical,,0,0,60,other,0,24,9\n";

TEST_CASE("requests, names and tiers are read") {
  const Workload workload = read(kGood);
  REQUIRE(workload.requests.size() == 7);
  CHECK(workload.requests[0].arrival_us == 10);
  CHECK(workload.requests[0].input_tokens == 100);
  CHECK(workload.requests[0].output_tokens == 5);
  CHECK(workload.tenants == std::vector<std::string>{"ta", "tb"});
  CHECK(workload.requests[1].tenant.value() == 1);
  REQUIRE(workload.classes.size() == 4);
  CHECK(workload.classes[1].name == "default");
  CHECK(workload.classes[1].tier == SloTier::standard);
  CHECK(workload.requests[0].tier == SloTier::critical);
  CHECK(workload.requests[2].tier == SloTier::sheddable);
  CHECK(workload.requests[3].tier == SloTier::standard);
  CHECK(workload.requests[4].slo_class == workload.requests[1].slo_class);
  CHECK_FALSE(workload.requests[0].session.valid());
  CHECK(workload.requests[2].session == workload.requests[1].session);
  CHECK(workload.requests[2].turn == 1);
}

TEST_CASE("shared content becomes chains") {
  const Workload workload = read(kGood);
  const auto& requests = workload.requests;
  CHECK(workload.chains == 3);  // group sys, session s1 behind it, session s3 alone
  REQUIRE(requests[0].content.size() == 1);
  CHECK(requests[0].content[0].end_token == 40);
  REQUIRE(requests[1].content.size() == 2);
  CHECK(requests[1].content[0].chain == requests[0].content[0].chain);
  CHECK(requests[1].content[1].end_token == kAllFurtherTokens);
  CHECK(requests[2].content[1].chain == requests[1].content[1].chain);
  CHECK(requests[3].content.empty());  // a session that does not accumulate is private
  REQUIRE(requests[4].content.size() == 1);
  CHECK(requests[4].content[0].chain != requests[1].content[1].chain);
  CHECK(requests[4].content[0].end_token == kAllFurtherTokens);
  CHECK(requests[5].content[0].chain == requests[0].content[0].chain);  // a shorter part of it
  CHECK(requests[5].content[0].end_token == 24);
  CHECK(requests[6].content.empty());
}

TEST_CASE("one session behind prefixes of different length is two streams") {
  const Workload workload = read(kHeader +
                                 "0,a,t,,s,0,1,0,g,16,50,5\n"
                                 "1,a,t,,s,1,1,0,g,32,50,5\n");
  CHECK(workload.chains == 3);
  CHECK(workload.requests[0].content[1].chain != workload.requests[1].content[1].chain);
}

TEST_CASE("content survives moving the workload") {
  Workload first = read(kGood);
  const Workload second = std::move(first);
  CHECK(second.requests[0].content.data() == second.segments.data());
}

TEST_CASE("gzip, quotes, windows line ends and a missing last one are accepted") {
  CHECK(read_request_trace(TraceFile(compressed(kGood), "trace.csv.gz").path()).requests.size() ==
        7);
  const Workload quoted = read(kHeader + "0,a,\"t,\"\"x\"\"\",,,0,0,0,,0,1,1");
  CHECK(quoted.tenants[0] == "t,\"x\"");
  std::string windows = kGood;
  for (std::size_t at = 0; (at = windows.find('\n', at)) != std::string::npos; at += 2)
    windows.insert(at, 1, '\r');
  CHECK(read(windows).requests.size() == 7);
  CHECK(read("\xEF\xBB\xBF" + kGood).requests.size() == 7);
}

TEST_CASE("a bad header is named") {
  const std::string remedy = "; the first line must be " + kHeader.substr(0, kHeader.size() - 1);
  CHECK(complaint("") == "FILE: no header (the file is empty)" + remedy);
  CHECK(complaint("id,client,tenant\n") ==
        "FILE:1: header: column 'slo_class' is missing (found 3 columns of 12)" + remedy);
  CHECK(complaint("id,client,tenant,class\n") ==
        "FILE:1: header: unexpected column 'class' (column 4 is 'slo_class')" + remedy);
  CHECK(complaint(kHeader.substr(0, kHeader.size() - 1) + ",extra\n") ==
        "FILE:1: header: unexpected column 'extra' (there are 12 columns)" + remedy);
  CHECK(complaint(kHeader) ==
        "FILE: no requests (only a header was found); give a trace with at least one row");
}

TEST_CASE("a row of the wrong shape is named") {
  CHECK(complaint_about("0,a,t,,,0,0,0,,0,1") ==
        "FILE:2: 11 fields (the header has 12); write one field per column, in double quotes if it "
        "contains a comma");
  CHECK(complaint(kHeader + "0,a,t,,,0,0,0,,0,1,1\n\n") ==
        "FILE:3: empty line (a row has 12 fields); remove it");
  CHECK(complaint_about("0,\"a,t,,,0,0,0,,0,1,1") ==
        "FILE:2: broken quotes in field 2 (a quoted field ends with a double quote, then comma or "
        "line "
        "end); close the quotes and double those inside");
  CHECK(
      complaint_about("0,\"a\"b,t,,,0,0,0,,0,1,1").starts_with("FILE:2: broken quotes in field 2"));
  CHECK(complaint_about("0,a,\xFF,,,0,0,0,,0,1,1") ==
        "FILE:2: not text (it contains bytes that are not UTF-8); save the file as UTF-8 or check "
        "that it "
        "is the right file");
  CHECK(complaint_about(std::string(2 << 20, 'x'))
            .starts_with("FILE:2: line too long (more than 1 MiB"));
}

TEST_CASE("a number that is none, or out of bounds, is named") {
  CHECK(complaint_about("0,a,t,,,0,0,,,0,1,1") ==
        "FILE:2: arrival_us: empty (a number is needed here); write an integer from 0 to "
        "1000000000000000");
  CHECK(complaint_about("0,a,t,,,0,0,-1,,0,1,1") ==
        "FILE:2: arrival_us: -1 is out of range; write an integer from 0 to 1000000000000000");
  CHECK(complaint_about("0,a,t,,,0,0,0,,0,1.5,1") ==
        "FILE:2: input_tokens: '1.5' is not an integer; write an integer from 1 to 1000000000");
  CHECK(complaint_about("0,a,t,,,0,0,0,,0,0,1") ==
        "FILE:2: input_tokens: 0 is out of range; write an integer from 1 to 1000000000");
  CHECK(complaint_about("0,a,t,,,0,0,0,,0,1,99999999999999999999") ==
        "FILE:2: output_tokens: 99999999999999999999 is out of range; write an integer from 0 to "
        "1000000000");
  CHECK(complaint_about("0,a,t,,,x,0,0,,0,1,1").starts_with("FILE:2: turn: 'x' is not an integer"));
  CHECK(complaint_about("0,a,t,,s,0,2,0,,0,1,1")
            .starts_with("FILE:2: accumulate: 2 is out of range"));
  CHECK(complaint_about("0,a,t,,,0,0, 5,,0,1,1")
            .starts_with("FILE:2: arrival_us: ' 5' is not an integer"));
}

TEST_CASE("rows that contradict each other or themselves are named") {
  CHECK(complaint_about("1,a,t,,,0,0,0,,0,1,1") ==
        "FILE:2: id: 1 is not the next id (ids count the rows from 0, so 0 comes here); number the "
        "rows anew");
  CHECK(complaint(kHeader + "0,a,t,,,0,0,9,,0,1,1\n1,a,t,,,0,0,8,,0,1,1\n") ==
        "FILE:3: arrival_us: 8 is earlier than the row before (that one arrives at 9); sort the "
        "rows by arrival");
  CHECK(complaint_about("0,a,t,,,0,0,0,,7,10,1") ==
        "FILE:2: prefix_tokens: 7 without a prefix_group (nobody would share these tokens); name "
        "the group "
        "or write 0");
  CHECK(complaint_about("0,a,t,,,0,0,0,g,11,10,1") ==
        "FILE:2: prefix_tokens: 11 is more than input_tokens (the prefix is part of the 10 input "
        "tokens); "
        "correct one of the two");
  CHECK(complaint_about("0,a,t,,,0,1,0,,0,1,1") ==
        "FILE:2: accumulate: 1 without a session (only the turns of a session accumulate context); "
        "name the "
        "session or write 0");
}

TEST_CASE("unreadable and damaged files are named") {
  const fs::path absent = fs::temp_directory_path() / "servesweep_no_such_trace.csv";
  const std::string message =
      absent.string() +
      ": cannot be opened (No such file or directory); check the path and its permissions";
  CHECK_THROWS_WITH_AS((void)read_request_trace(absent), message.c_str(), Problem);
  CHECK_THROWS_AS((void)read_request_trace(fs::temp_directory_path()), Problem);
  std::string long_trace = kHeader;
  for (int i = 0; i < 2000; ++i) {
    long_trace +=
        std::to_string(i) + ",a,t" + std::to_string(i * 7919 % 1000) + ",,,0,0,0,,0,1,1\n";
  }
  const std::string bytes = compressed(long_trace);
  CHECK(complaint(bytes.substr(0, bytes.size() / 2)).find("the compressed data ends too early") !=
        std::string::npos);
  CHECK(complaint(bytes.substr(0, bytes.size() - 4)).find("the compressed data ends too early") !=
        std::string::npos);
  std::string flipped = bytes;
  flipped[bytes.size() / 2] = static_cast<char>(~flipped[bytes.size() / 2]);
  CHECK(complaint(flipped) != "nothing thrown");
}

}  // namespace

}  // namespace request_trace_test
