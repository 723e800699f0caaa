#include "io/report/report_page.h"

#include <fmt/format.h>

#include "io/report/html_section.h"
#include "io/report/html_text.h"
#include "io/report/page_assets.h"

namespace servesweep::io {
namespace {

std::string policy() {
  return fmt::format(
      "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}' 'sha256-{}'; "
      "base-uri 'none'; form-action 'none'",
      kPageStyleHash, kChartLibraryHash, kPageScriptHash);
}

std::string head(const ReportPage& page) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n",
      policy(), html_text(page.title), kPageStyle);
}

std::string contents(const ReportPage& page) {
  std::string html = "<nav aria-label=\"Contents\">\n<ol>\n";
  for (const ReportSection& section : page.sections) {
    html += fmt::format("<li{}><a href=\"#{}\">{}</a>{}\n",
                        section.is_left_out ? " class=\"left-out\"" : "", html_text(section.id),
                        html_text(section.title), section.is_left_out ? " (left out)" : "");
  }
  return html + "</ol>\n</nav>\n";
}

std::string top(const ReportPage& page) {
  return fmt::format(
      "<body>\n<a class=\"skip\" href=\"#main\">Skip to the results</a>\n"
      "<header>\n<h1>{}</h1>\n{}</header>\n",
      html_text(page.title),
      page.subtitle.empty() ? "" : fmt::format("<p>{}</p>\n", html_text(page.subtitle)));
}

std::string bottom(const ReportPage& page) {
  return fmt::format(
      "<footer>\n<p>{}</p>\n<details><summary>Licence of the charting library</summary>\n"
      "<pre>{}</pre></details>\n</footer>\n"
      "<script>{}</script>\n<script>{}</script>\n</body>\n</html>\n",
      html_text(page.foot), html_text(kChartLicence), kChartLibrary, kPageScript);
}

}  // namespace

std::string report_page(const ReportPage& page) {
  std::string html = head(page) + top(page) + contents(page) +
                     "<main id=\"main\" tabindex=\"-1\">\n<noscript><p>Charts need JavaScript; "
                     "their numbers are in the tables.</p></noscript>\n";
  for (const ReportSection& section : page.sections) html += html_section(section);
  return html + "</main>\n" + bottom(page);
}

}  // namespace servesweep::io
