#include "sweep/study/trace_recordings.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"
#include "tests/sweep/study/trace_study.h"

namespace servesweep::sweep::trace_recordings_test {

namespace fs = std::filesystem;

TEST_CASE("a path is a recording, a folder one for each of its files in order of their names") {
  const TraceFolder folder;
  const fs::path days = folder.path() / "days";
  fs::create_directories(days / "older");
  const fs::path b = folder.write("days/b.csv", "");
  const fs::path a = folder.write("days/a.csv", "");
  (void)folder.write("days/.index", "");
  CHECK(trace_recordings(a) == std::vector{a});
  CHECK(trace_recordings(days) == std::vector{a, b});
  CHECK(trace_recordings(folder.path() / "none") == std::vector{folder.path() / "none"});
}

TEST_CASE("a folder without files is no trace") {
  const TraceFolder folder;
  CHECK(problem_of([&] { (void)trace_recordings(folder.path()); }) ==
        folder.path().string() +
            ": has no files (a folder holds recordings); put them there, or name a file");
}

}  // namespace servesweep::sweep::trace_recordings_test
