#include "sweep/report/metric_words.h"

#include <doctest/doctest.h>

#include "tests/sweep/explanation/explained_study.h"

namespace servesweep::sweep::metric_words_test {
namespace {

MetricWords words() {
  return MetricWords(Study::read(io::Document::parse(test::kExplainedStudy, "s.yaml")));
}

}  // namespace

TEST_CASE("metrics in words have no unit, no underscore and the capitals of the field") {
  CHECK(metric_words("ttft_p99_ms") == "TTFT P99");
  CHECK(metric_words("e2e_mean_ms") == "E2E mean");
  CHECK(metric_words("output_tokens_per_s") == "output tokens/s");
  CHECK(metric_words("ttft_p99_of_all_ms") == "TTFT P99 of all");
  CHECK(metric_words("jain_class_ttft") == "Jain class TTFT");
  CHECK(metric_words("slo_met_fraction.critical") == "SLO met fraction (critical)");
  CHECK(metric_words("preemptions") == "preemptions");
}

TEST_CASE("a text says metrics in words but keeps what is to be typed and what is no metric") {
  const MetricWords one = words();
  CHECK(one.text("ttft_p99_ms of tuned, goodput_per_s.") == "TTFT P99 of tuned, goodput/s.");
  CHECK(one.text("ttft_p99_ms.critical: 3") == "TTFT P99 (critical): 3");
  CHECK(one.text("in ttft_p99_ms. Then") == "in TTFT P99. Then");
  CHECK(one.text("ttft_p99_ms.criticals") == "TTFT P99.criticals");  // no class of the study
  CHECK(one.text("my_ttft_p99_ms ttft_p99_ms_2 step_budget=512") ==
        "my_ttft_p99_ms ttft_p99_ms_2 step_budget=512");
  CHECK(one.text("use --metric ttft_p99_ms or 'ttft_p99_ms'") ==
        "use --metric ttft_p99_ms or 'ttft_p99_ms'");
  CHECK(one.text("") == "");
}

TEST_CASE("what the user has called like a metric keeps its name") {
  std::string text = test::kExplainedStudy;
  for (std::size_t at = 0; (at = text.find("hurry", at)) != std::string::npos;) {
    text.replace(at, 5, "ttft_p99_ms");
  }
  const MetricWords one(Study::read(io::Document::parse(text, "s.yaml")));
  CHECK(one.text("ttft_p99_ms in e2e_p99_ms") == "ttft_p99_ms in E2E P99");
}

TEST_CASE("a column that says per second in words does not say it again as a unit") {
  io::ReportSection section{
      .id = "s",
      .title = "T",
      .tables = {{.caption = "c",
                  .table = io::Table({{.header = "goodput_per_s", .unit = "1/s"},
                                      {.header = "ttft_p99_ms", .unit = "ms"}})}}};
  words().put_into(section);
  CHECK(section.tables[0].table.columns()[0].unit.empty());
  CHECK(section.tables[0].table.columns()[1].unit == "ms");
}

TEST_CASE("a section says them everywhere but in its commands") {
  const std::string name = "ttft_p99_ms", said = "TTFT P99";
  io::Table table({{.header = name}});
  table.add_row({name});
  table.add_row({1.5});
  io::ReportChart chart{.id = "c", .title = name, .summary = name, .y_label = name};
  chart.categories = {name};
  chart.series = {{.name = name, .points = {{.x = 0, .y = 0, .notes = {name}}}}};
  chart.choice = name;
  io::ReportSection section{.id = "s",
                            .title = "T",
                            .paragraphs = {name},
                            .tables = {{.caption = name, .table = table, .choice = name}},
                            .charts = {chart},
                            .remarks = {name},
                            .commands = {name}};
  words().put_into(section);
  CHECK(section.paragraphs[0] == said);
  CHECK(section.remarks[0] == said);
  CHECK(section.commands[0] == name);
  CHECK(section.tables[0].caption == said);
  CHECK(section.tables[0].choice == said);
  CHECK(section.tables[0].table.columns()[0].header == said);
  CHECK(section.tables[0].table.cells()[0][0] == io::TableCell(said));
  CHECK(section.tables[0].table.cells()[1][0] == io::TableCell(1.5));
  const io::ReportChart& put = section.charts[0];
  for (const std::string& text :
       {put.title, put.summary, put.y_label, put.choice, put.categories[0], put.series[0].name,
        put.series[0].points[0].notes[0]}) {
    CHECK(text == said);
  }
}

TEST_CASE("every metric of a study has words, and the table leads back to its name") {
  const std::vector<Metric> all = study_metrics(std::vector<std::string>{"critical"});
  const io::ReportTable table = metric_table(all);
  REQUIRE(table.table.rows() == all.size());
  for (const std::vector<io::TableCell>& row : table.table.cells()) {
    const auto& said = std::get<std::string>(row[0]);
    CHECK_MESSAGE(said.find('_') == std::string::npos, said);
    CHECK(!said.empty());
    CHECK(said == metric_words(std::get<std::string>(row[1])));
  }
}

}  // namespace servesweep::sweep::metric_words_test
