#include "sweep/report/sections.h"

#include <doctest/doctest.h>

#include <set>

#include "engine/base/problem.h"
#include "io/folder/damaged_file.h"
#include "sweep/report/left_out.h"
#include "tests/sweep/report/reported_study.h"

namespace servesweep::sweep::sections_test {
namespace {

io::ReportSection good(const ReportSubject& subject) {
  return {.id = "good", .title = subject.workload_name()};
}

io::ReportSection absent(const ReportSubject& /*subject*/) {
  throw LeftOut("It does not apply.");
}

io::ReportSection broken(const ReportSubject& /*subject*/) {
  throw engine::Problem("shard", "is damaged", "", "verify");
}

io::ReportSection damaged(const ReportSubject& /*subject*/) {
  throw io::DamagedFile("shard", "cannot read", "checksum");
}

}  // namespace

TEST_CASE("damaged results make no report") {
  ReportedStudy study;
  CHECK_THROWS_AS(
      (void)make_sections(study.subject(), {{.id = "d", .title = "D", .make = damaged}}),
      io::StorageProblem);
}

TEST_CASE("a section that cannot be made says why in its place and keeps no other away") {
  ReportedStudy study;
  const ReportSections made =
      make_sections(study.subject(), {{.id = "a", .title = "A", .make = absent},
                                      {.id = "b", .title = "B", .make = broken},
                                      {.id = "g", .title = "G", .make = good}});
  REQUIRE(made.sections.size() == 3);
  CHECK(made.sections[0].is_left_out);
  CHECK(made.sections[0].id == "a");
  CHECK(made.sections[0].paragraphs == std::vector<std::string>{"It does not apply."});
  CHECK(made.sections[1].paragraphs == std::vector<std::string>{"shard: is damaged; verify"});
  CHECK(!made.sections[2].is_left_out);
  CHECK(made.sections[2].title == "few");
  REQUIRE(made.missing.size() == 2);
  CHECK(made.missing[1].title == "B");
  CHECK(made.missing[1].reason == "shard: is damaged; verify");
}

TEST_CASE("sections speak of metrics in words unless they are literal and say when they begin") {
  ReportedStudy study;
  const auto make = [](const ReportSubject&) {
    return io::ReportSection{.id = "w", .title = "W", .paragraphs = {"ttft_p99_ms"}};
  };
  std::vector<std::string> begun;
  const ReportSections made =
      make_sections(study.subject(),
                    {{.id = "w", .title = "W", .make = make},
                     {.id = "l", .title = "L", .make = make, .is_literal = true}},
                    [&](const SectionKind& kind, std::size_t done) {
                      begun.push_back(kind.id + std::to_string(done));
                    });
  CHECK(made.sections[0].paragraphs[0] == "TTFT P99");
  CHECK(made.sections[1].paragraphs[0] == "ttft_p99_ms");
  CHECK(begun == std::vector<std::string>{"w0", "l1"});
}

TEST_CASE("all sections of a small study can be made or say why not under ids of their own") {
  ReportedStudy study;
  const ReportSections made = make_sections(study.subject(), section_kinds());
  std::set<std::string> ids;
  for (const io::ReportSection& section : made.sections) {
    ids.insert(section.id);
    for (const io::ReportChart& chart : section.charts) ids.insert(chart.id);
    if (section.is_left_out) CHECK(section.paragraphs.front().size() > 10);
  }
  for (const SectionKind& kind : section_kinds()) CHECK_MESSAGE(ids.contains(kind.id), kind.id);
  for (const MissingSection& one : made.missing) {
    for (const char* id :
         {"What was found", "Ranking", "Trade-offs", "Provenance and reproduction"}) {
      CHECK_MESSAGE(one.title != id, one.reason);
    }
  }
}

}  // namespace servesweep::sweep::sections_test
