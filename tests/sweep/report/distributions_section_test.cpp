#include "sweep/report/distributions_section.h"

#include <doctest/doctest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "io/table/significant_text.h"
#include "sweep/report/left_out.h"
#include "tests/sweep/explanation/explained_study.h"
#include "tests/sweep/report/told_study.h"

namespace servesweep::sweep::test::distributions_section_test {
namespace {

using nlohmann::json;

std::string keeping(const std::string& requests) {
  std::string text = kExplainedStudy;
  return text.replace(text.find("keep_requests: none"), 19, "keep_requests: " + requests);
}

/// Rows of the section's table by latency, class and strategy.
std::map<std::string, std::vector<std::string>> rows_of(const io::ReportSection& section) {
  std::map<std::string, std::vector<std::string>> rows;
  std::istringstream lines(printed(section.tables.front(), io::TableFormat::csv));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::vector<std::string> cells;
    std::istringstream text(line);
    for (std::string cell; std::getline(text, cell, ',');) cells.push_back(cell);
    rows[cells[0] + ' ' + cells[1] + ' ' + cells[2]] = cells;
  }
  return rows;
}

}  // namespace

TEST_CASE("distributions have the percentiles of rank --pooled") {
  ToldStudy study(keeping("all"));
  const io::ReportSection section = distributions_section(study.subject("choosy"));
  const auto rows = rows_of(section);
  CHECK(rows.size() == 2 * 3 * 2);
  int compared = 0;
  for (const auto& [percentile, column] : {std::pair{"50", 5}, {"90", 6}, {"99", 7}}) {
    const json pooled = json::parse(
        study.say("rank", {"--pooled", "--percentile", percentile, "--format", "json"}));
    for (const json& row : pooled.at("pooled").at("rows")) {
      const std::string strategy = row.at("strategy");
      if (strategy != "plain" && strategy != "choosy") continue;
      const auto& cells = rows.at(row.at("latency").get<std::string>() + ' ' +
                                  row.at("class").get<std::string>() + ' ' + strategy);
      CHECK(cells[3] == std::to_string(row.at("requests").get<int>()));
      const std::string status = row.at("status");
      const std::string expected = status == "ok"
                                       ? io::significant_text(row.at("pooled_ms").get<double>(), 4)
                                   : status == "not served" ? "not served"
                                                            : "refused";
      CHECK(cells[static_cast<std::size_t>(column)] == expected);
      ++compared;
    }
  }
  CHECK(compared == 3 * 12);
}

TEST_CASE("curves of both strategies, of all requests and of each class, end where service ends") {
  ToldStudy study(keeping("all"));
  const io::ReportSection section = distributions_section(study.subject("choosy"));
  REQUIRE(section.charts.size() == 2 * 3);
  CHECK(section.charts[0].title == "Distribution of TTFT of all requests");
  CHECK(section.charts[4].title == "Distribution of E2E of class critical");
  for (const io::ReportChart& chart : section.charts) {
    REQUIRE(chart.series.size() == 2);
    CHECK(chart.logarithmic_x);
    CHECK(chart.series[0].name == "plain");
    CHECK(chart.series[0].points.back().y == 100);
    CHECK(chart.series[1].points.back().y < 100);  // it rejects some
    CHECK(chart.series[1].points.size() <= 200);
  }
}

TEST_CASE("without request tables there is no distribution") {
  ToldStudy study(kExplainedStudy);
  CHECK_THROWS_WITH_AS(distributions_section(study.subject()),
                       doctest::Contains("keep_requests: all, sample or finalists"), LeftOut);
}

}  // namespace servesweep::sweep::test::distributions_section_test
