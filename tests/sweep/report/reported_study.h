#pragma once

#include <string>

#include "sweep/report/report_subject.h"
#include "tests/sweep/run/study_bench.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep {

/// A study that was run, and its results, for sections of a report.
struct ReportedStudy {
  explicit ReportedStudy(const std::string& text = kExampleStudy) : bench(text) {
    REQUIRE(bench.run("out").code == ExitCode::success);
    results.emplace(Results::open(bench.path("out")));
  }

  [[nodiscard]] ReportSubject subject(ReportQuestion question = {}) {
    question.folder = "out";
    question.simulates = false;
    return ReportSubject::of(*results, std::move(question));
  }

  StudyBench bench;
  std::optional<Results> results{};
};

}  // namespace servesweep::sweep
