#include "sweep/report/provenance_section.h"

#include <doctest/doctest.h>

#include "io/folder/content_hash.h"
#include "tests/sweep/report/reported_study.h"

namespace servesweep::sweep::provenance_section_test {

TEST_CASE("provenance names command, seeds and hashes, and how to run all of it again") {
  ReportedStudy study;
  const io::ReportSection section = provenance_section(study.subject());
  const std::string facts = section.tables[0].table.render(io::TableFormat::csv);
  for (const char* part : {"\nstudy,example\n", "\ncommand,test\n", "\nseeds,\"2: 42, 43\"\n",
                           "\nruns,\"10 planned: 10 done, 0 failed, 0 missing\"\n"}) {
    CHECK_MESSAGE(facts.find(part) != std::string::npos, facts);
  }
  CHECK(facts.find(study.results->folder.marker().study_hash) != std::string::npos);
  const std::string files = section.tables[1].table.render(io::TableFormat::csv);
  CHECK(files.find(io::content_hash(study.bench.path("out") / "resolved.yaml")) !=
        std::string::npos);
  CHECK(section.tables[1].table.rows() == 1 + study.results->index.shards.size());
  CHECK(section.commands.front() == "servesweep run out/resolved.yaml -o out-again");
}

TEST_CASE("commands quote a folder whose name a shell would read otherwise") {
  ReportedStudy study;
  ReportSubject subject = study.subject();
  subject.asked.folder = "my results";
  CHECK(provenance_section(subject).commands[1] == "servesweep verify 'my results'");
}

}  // namespace servesweep::sweep::provenance_section_test
