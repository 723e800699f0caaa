#include "io/report/report_page.h"

#include <doctest/doctest.h>

#include "io/report/page_assets.h"

namespace servesweep::io::report_page_test {
namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

ReportPage page_of(const std::string& text) {
  return {.title = text,
          .subtitle = text,
          .sections = {{.id = "a", .title = text, .paragraphs = {text}},
                       {.id = "b", .title = "B", .is_left_out = true}},
          .foot = text};
}

}  // namespace

TEST_CASE("a page carries style, library with its licence, script, and admits no others") {
  const std::string html = report_page(page_of("t"));
  CHECK(html.starts_with("<!DOCTYPE html>\n"));
  for (const std::string_view part : {kPageStyle, kPageScript, kChartLibrary, kPageStyleHash,
                                      kPageScriptHash, kChartLibraryHash}) {
    CHECK(part.size() > 20);
    CHECK(count(html, std::string(part)) == 1);
  }
  CHECK(count(html, "default-src 'none'") == 1);
  CHECK(count(html, "Permission is hereby granted") == 1);
  CHECK(count(html, " src=") == 0);
  CHECK(count(html, "<script>") == 2);
}

TEST_CASE("contents name every section, and those that are left out") {
  const std::string html = report_page(page_of("t"));
  CHECK(count(html, "<li><a href=\"#a\">t</a>\n") == 1);
  CHECK(count(html, "<li class=\"left-out\"><a href=\"#b\">B</a> (left out)\n") == 1);
}

TEST_CASE("no text adds an element to a page") {
  const std::string tame = report_page(page_of("t"));
  const std::string hostile = report_page(page_of("</title><script>1</script><b \">"));
  for (const char* part : {"<script", "</script", "<b ", "</title"}) {
    CHECK(count(hostile, part) == count(tame, part));
  }
}

}  // namespace servesweep::io::report_page_test
