#include "sweep/study/trace_source.h"

#include <doctest/doctest.h>

#include "sweep/study/workload_file.h"
#include "tests/sweep/study/problem_of.h"
#include "tests/sweep/study/trace_study.h"

namespace servesweep::sweep::trace_source_test {
namespace {

io::Document document(const std::string& text, const TraceFolder& folder) {
  return io::Document::parse(text, (folder.path() / "w.yaml").string());
}

TraceSource read(const std::string& text, const TraceFolder& folder) {
  return TraceSource::read(document(text, folder));
}

}  // namespace

TEST_CASE("a path is relative to the file that names it, and absolute from then on") {
  const TraceFolder folder;
  const auto file = folder.write("t.jsonl", kMooncakeLines);
  const TraceSource trace = read("{format: mooncake, path: ./t.jsonl}", folder);
  CHECK(trace.path == file);
  CHECK(trace.fresh);
  CHECK(trace.requests({}).requests.size() == 3);
  const TraceSource again = read(trace.to_value().yaml(), folder);
  CHECK_FALSE(again.fresh);
  CHECK(again.to_value().json() == trace.to_value().json());
  CHECK(again.identity().json() == trace.identity().json());
}

TEST_CASE("the identity follows the content and the options, not the place") {
  const TraceFolder folder;
  (void)folder.write("a.jsonl", kMooncakeLines);
  (void)folder.write("b.jsonl", kMooncakeLines);
  (void)folder.write("c.jsonl", kMooncakeLines + "\n");
  const auto identity = [&](const std::string& text) {
    return read("{format: mooncake, " + text + "}", folder).identity().json();
  };
  const std::string a = identity("path: a.jsonl");
  CHECK(identity("path: b.jsonl") == a);
  CHECK(identity("path: c.jsonl") != a);
  CHECK(identity("path: a.jsonl, arrivals: raw") != a);
  CHECK(identity("path: a.jsonl, arrivals: spread, grid_us: 3000000, block_tokens: 512") == a);
  CHECK(identity("path: a.jsonl, grid_us: 6000000") != a);
  CHECK(identity("path: a.jsonl, block_tokens: 256") != a);
}

TEST_CASE("a file that has changed since it was resolved is refused") {
  const TraceFolder folder;
  const auto file = folder.write("t.jsonl", kMooncakeLines);
  const std::string resolved = read("{format: mooncake, path: t.jsonl}", folder).to_value().yaml();
  (void)folder.write("t.jsonl", kMooncakeLines + kMooncakeLines);
  const TraceSource trace = read(resolved, folder);  // reading does not look at the file
  CHECK(problem_of([&] { (void)trace.requests({}); }) ==
        file.string() +
            ": has changed (the study was resolved with another content); restore the "
            "file, or start from the study file into a new folder");
}

TEST_CASE("both files of a profile count") {
  const TraceFolder folder;
  (void)folder.write("r.csv", "x\n");
  (void)folder.write("l.jsonl", "y\n");
  const auto identity = [&] {
    return read("{format: servegen, path: r.csv, lengths: l.jsonl, end_s: 60}", folder)
        .identity()
        .json();
  };
  const std::string before = identity();
  (void)folder.write("l.jsonl", "z\n");
  CHECK(identity() != before);
}

TEST_CASE("header and rows of a blis trace are named alike unless data says so") {
  const TraceFolder folder;
  (void)folder.write("t.yaml",
                     "trace_version: 2\ntime_unit: microseconds\nmode: real\n"
                     "warm_up_requests: 0\n");
  const std::string rows =
      "request_id,tenant_id,slo_class,session_id,round_index,prefix_group,input_tokens,"
      "output_tokens,arrival_time_us,send_time_us,last_chunk_time_us\n"
      "0,acme,batch,s,0,,10,5,0,0,20\n1,acme,batch,s,1,,10,5,30,30,0\n";
  const auto data = folder.write("t.csv", rows);
  const TraceSource trace = read("{format: blis-v2, path: t.yaml}", folder);
  CHECK(trace.blis.data == data);
  CHECK(trace.records_classes());
  CHECK(trace.has_tenants());
  CHECK_FALSE(trace.requests({}).closed_loop);
  const TraceSource again = read(trace.to_value().yaml(), folder);
  CHECK(again.to_value().json() == trace.to_value().json());
  CHECK(again.blis.data == data);

  (void)folder.write("moved.csv", rows);
  const TraceSource moved = read("{format: blis-v2, path: t.yaml, data: moved.csv}", folder);
  CHECK(moved.identity().json() == trace.identity().json());
  const TraceSource closed = read("{format: blis-v2, path: t.yaml, replay: think-time}", folder);
  CHECK(closed.requests({}).closed_loop);
  CHECK(closed.identity().json() != trace.identity().json());
  (void)folder.write("moved.csv", rows + "2,,,,0,,1,1,40,40,0\n");
  CHECK(read("{format: blis-v2, path: t.yaml, data: moved.csv}", folder).identity().json() !=
        trace.identity().json());
}

namespace {

/// A recording of one request that comes at that time.
std::string recording(int arrival_us, const std::string& slo_class = "standard") {
  return "id,client,tenant,slo_class,session,turn,accumulate,arrival_us,prefix_group,"
         "prefix_tokens,input_tokens,output_tokens\n0,c,t," +
         slo_class + ",,0,0," + std::to_string(arrival_us) + ",,0,10,5\n";
}

}  // namespace

TEST_CASE("of several recordings a seed takes the one whose number is its remainder") {
  const TraceFolder folder;
  std::filesystem::create_directory(folder.path() / "days");
  (void)folder.write("days/b.csv", recording(200));
  (void)folder.write("days/c.csv", recording(300));
  (void)folder.write("days/a.csv", recording(100));
  const TraceSource trace = read("{format: requests, path: days}", folder);
  const auto arrival_us = [&](std::uint64_t seed) {
    io::TraceOptions options;
    options.seed = seed;
    return trace.requests(options).requests.at(0).arrival_us;
  };
  CHECK(arrival_us(42) == 100);  // 42 = 14 * 3
  CHECK(arrival_us(43) == 200);
  CHECK(arrival_us(44) == 300);
  CHECK(arrival_us(3) == 100);

  const TraceSource again = read(trace.to_value().yaml(), folder);
  CHECK_FALSE(again.fresh);
  CHECK(again.to_value().json() == trace.to_value().json());
  CHECK(again.identity().json() == trace.identity().json());
  (void)folder.write("days/c.csv", recording(301));
  CHECK(problem_of([&] { (void)again.requests({}); }).find("has changed") != std::string::npos);
  (void)folder.write("days/c.csv", recording(300));
  (void)folder.write("days/d.csv", recording(400));  // which moves every seed to another one
  CHECK(problem_of([&] { (void)again.requests({}); }).find("has changed") != std::string::npos);
}

TEST_CASE("every recording is looked at, and has the classes of the first") {
  const TraceFolder folder;
  std::filesystem::create_directory(folder.path() / "days");
  (void)folder.write("days/a.csv", recording(1));
  (void)folder.write("days/b.csv", recording(1, "batch"));
  const std::string text = "workload: two\ntrace: {format: requests, path: days}\n";
  CHECK(problem_of([&] {
          (void)WorkloadFile::read(document(text, folder));
        }).find("b.csv:2: slo_class: unknown class 'batch'") != std::string::npos);
}

TEST_CASE("a format or a file that is not there is named") {
  const TraceFolder folder;
  const std::string file = (folder.path() / "w.yaml").string();
  CHECK(problem_of([&] { (void)read("{format: moonkake, path: t}", folder); }) ==
        file + ":1: format: unknown word 'moonkake'; did you mean 'mooncake'?");
  CHECK(problem_of([&] { (void)read("{format: azure, path: t}", folder); }) ==
        (folder.path() / "t").string() +
            ": cannot be read (No such file or directory); check the path and its permissions");
}

}  // namespace servesweep::sweep::trace_source_test
