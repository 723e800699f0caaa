#include "sweep/study/trace_source.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"
#include "tests/sweep/study/trace_study.h"

namespace servesweep::sweep {
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

TEST_CASE("a format or a file that is not there is named") {
  const TraceFolder folder;
  const std::string file = (folder.path() / "w.yaml").string();
  CHECK(problem_of([&] { (void)read("{format: moonkake, path: t}", folder); }) ==
        file + ":1: format: unknown word 'moonkake'; did you mean 'mooncake'?");
  CHECK(problem_of([&] { (void)read("{format: azure, path: t}", folder); }) ==
        (folder.path() / "t").string() +
            ": cannot be read (No such file or directory); check the path and its permissions");
}

}  // namespace servesweep::sweep
