#include "sweep/report/report_command.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/sweep/report/told_study.h"

namespace servesweep::sweep::test::report_command_test {

TEST_CASE("commands on the folder are what a shell must read") {
  ToldStudy study(kExampleStudy);
  ReportSubject subject = study.subject();
  subject.asked.folder = "my results";
  CHECK(report_command(subject, "rank", {"--pooled"}) == "servesweep rank 'my results' --pooled");
  CHECK(workload_words(subject).empty());
}

TEST_CASE("the command that simulates a run again gives the metrics that the folder holds") {
  ToldStudy study(kExampleStudy);
  const ReportSubject subject = study.subject();
  const RankedPoint& point = subject.chosen_point();
  const std::string command = simulate_command(subject, point, 43);
  CHECK(command.starts_with("servesweep simulate out/resolved.yaml --strategy tuned --set order="));
  CHECK(command.ends_with(" --seed 43"));
  std::vector<std::string> words;
  std::istringstream text(command + " --json");
  for (std::string word; text >> word;) words.push_back(word);
  words.erase(words.begin());
  const auto said = nlohmann::json::parse(servesweep(study.folder.path(), words).out);
  Results& results = *study.results;
  for (const io::PlanRow& run : results.index.plan) {
    if (run.point != point.point.id || run.seed != 43) continue;
    const auto row = static_cast<std::size_t>(run.plan_index);
    const double stored = results.rows(row, 1).front().front();
    CHECK(said.at("metrics").at(results.index.metrics.front().name) == stored);
    CHECK(said.at("run_key") == run.key.hex());
  }
}

}  // namespace servesweep::sweep::test::report_command_test
