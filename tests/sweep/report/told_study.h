#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "io/report/report_section.h"
#include "sweep/report/report_subject.h"
#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test {

/// A study that was run in a folder of its own: what a report is about, and what verbs tell of it.
struct ToldStudy {
  explicit ToldStudy(const std::string& text) {
    folder.write("study.yaml", text);
    REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
    results.emplace(Results::open(folder.path() / "out"));
  }

  [[nodiscard]] ReportSubject subject(const std::string& strategy = "", bool simulates = true) {
    return ReportSubject::of(
        *results, {.folder = "out", .strategy = strategy, .simulates = simulates, .threads = 2});
  }
  /// What a verb prints about the folder.
  [[nodiscard]] std::string say(const std::string& verb,
                                std::vector<std::string> words = {}) const {
    words.insert(words.begin(), {verb, "out"});
    return servesweep(folder.path(), std::move(words)).out;
  }

  TemporaryFolder folder;
  std::optional<Results> results;
};

inline bool says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Whether one of the paragraphs has this in it.
inline bool says(const io::ReportSection& section, const std::string& part) {
  return std::ranges::any_of(section.paragraphs,
                             [&](const std::string& text) { return says(text, part); });
}

/// What a table of a section is when it is printed.
inline std::string printed(const io::ReportTable& table,
                           io::TableFormat format = io::TableFormat::text) {
  return table.table.render(format);
}

}  // namespace servesweep::sweep::test
