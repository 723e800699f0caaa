#include "io/report/html_section.h"

#include <doctest/doctest.h>

namespace servesweep::io::html_section_test {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a section in HTML has heading, texts, tables, remarks and commands, escaped") {
  Table table({{.header = "h"}});
  const std::string html = html_section({.id = "s",
                                         .title = "T <",
                                         .paragraphs = {"p <"},
                                         .tables = {{.caption = "c <", .table = table}},
                                         .remarks = {"r <"},
                                         .commands = {"rank 'a<b'"}});
  for (const char* part :
       {"<section id=\"s\" aria-labelledby=\"s-title\">", ">T &lt;</h2>", "<p>p &lt;</p>", "c &lt;",
        "<li>r &lt;", "<code>rank &#39;a&lt;b&#39;\n</code>"}) {
    CHECK_MESSAGE(contains(html, part), part);
  }
}

TEST_CASE("a chart in HTML has a description, data and numbers") {
  ReportChart chart{.id = "c",
                    .title = "T \"1\"",
                    .summary = "S.",
                    .series = {{.name = "</script>", .points = {{.x = 0, .y = 1}}}},
                    .logarithmic_x = true};
  std::string html = html_section({.id = "s", .title = "", .charts = {chart}});
  CHECK(contains(html, "aria-label=\"T &quot;1&quot;: S. 1 at or below 0 has no place"));
  CHECK(contains(html, "\\u003c/script\\u003e"));
  CHECK(contains(html, "Numbers of this chart (1 row)"));
  chart.logarithmic_x = false;
  html = html_section({.id = "s", .title = "", .charts = {chart}});
  CHECK(!contains(html, "has no place"));
}

TEST_CASE("what is chosen between says so, and the section by what") {
  ReportChart chart{.id = "c", .title = "T", .summary = "S."};
  chart.choice = "TTFT \"P99\"";
  const std::string html =
      html_section({.id = "s", .title = "", .charts = {chart}, .choice = "objective"});
  CHECK(contains(html, "aria-labelledby=\"s-title\" data-choose=\"objective\">"));
  CHECK(contains(html, "<figure class=\"chart\" id=\"c\" data-choice=\"TTFT &quot;P99&quot;\">"));
  CHECK(!contains(html_section({.id = "s", .title = ""}), "data-choose"));
}

TEST_CASE("a section that is left out says so before it says why") {
  const std::string html =
      html_section({.id = "s", .title = "T", .paragraphs = {"why"}, .is_left_out = true});
  CHECK(contains(html, "<p class=\"left-out\"><b>Left out.</b> why</p>"));
}

}  // namespace servesweep::io::html_section_test
