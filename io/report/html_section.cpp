#include "io/report/html_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "io/report/chart_data.h"
#include "io/report/chart_numbers.h"
#include "io/report/html_table.h"
#include "io/report/html_text.h"

namespace servesweep::io {
namespace {

std::string paragraphs_html(const ReportSection& section) {
  std::string html;
  for (std::size_t i = 0; i < section.paragraphs.size(); ++i) {
    const bool says_why = i == 0 && section.is_left_out;
    html += fmt::format("<p{}>{}{}</p>\n", section.is_left_out ? " class=\"left-out\"" : "",
                        says_why ? "<b>Left out.</b> " : "", html_figures(section.paragraphs[i]));
  }
  return html;
}

/// What a logarithmic axis has no place for.
std::string hidden_note(const ReportChart& chart) {
  std::size_t hidden = 0;
  for (const ChartSeries& series : chart.series) {
    hidden +=
        static_cast<std::size_t>(std::ranges::count_if(series.points, [&](const ChartPoint& point) {
          return (chart.logarithmic_x && !(point.x > 0)) || (chart.logarithmic_y && !(point.y > 0));
        }));
  }
  if (hidden == 0) return "";
  return fmt::format(
      " {} at or below 0 {} no place on a logarithmic axis and {} in the numbers "
      "only.",
      hidden, hidden == 1 ? "has" : "have", hidden == 1 ? "is" : "are");
}

std::string chart_html(const ReportChart& chart) {
  const std::string id = html_text(chart.id);
  const std::string title = html_text(chart.title);
  const std::string summary = html_text(chart.summary + hidden_note(chart));
  const Table numbers = chart_numbers(chart);
  return fmt::format(
      "<figure class=\"chart\" id=\"{0}\"{6}>\n<figcaption><b>{1}</b> {2}</figcaption>\n"
      "<div class=\"plot\"><canvas role=\"img\" aria-label=\"{1}: {2}\"></canvas></div>\n"
      "<details><summary>Numbers of this chart ({3})</summary>\n"
      "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Numbers: {1}\">{4}</div>"
      "</details>\n<script type=\"application/json\">{5}</script>\n</figure>\n",
      id, title, summary, rows_text(numbers.rows()), bare_html_table(numbers),
      script_json(chart_data(chart)), choice_attribute(chart.choice));
}

std::string remarks_html(const ReportSection& section) {
  if (section.remarks.empty()) return "";
  std::string html = "<ul class=\"remarks\">\n";
  for (const std::string& remark : section.remarks) html += "<li>" + html_figures(remark) + '\n';
  return html + "</ul>\n";
}

std::string commands_html(const ReportSection& section) {
  if (section.commands.empty()) return "";
  std::string html = "<p class=\"again\">The same on a terminal:</p>\n<pre tabindex=\"0\"><code>";
  for (const std::string& command : section.commands) html += html_text(command) + '\n';
  return html + "</code></pre>\n";
}

}  // namespace

std::string html_section(const ReportSection& section) {
  const std::string id = html_text(section.id);
  std::string html = fmt::format(
      "<section id=\"{0}\" aria-labelledby=\"{0}-title\"{2}>\n<h2 id=\"{0}-title\">{1}</h2>\n", id,
      html_text(section.title),
      section.choice.empty() ? "" : fmt::format(" data-choose=\"{}\"", html_text(section.choice)));
  html += paragraphs_html(section);
  for (const ReportChart& chart : section.charts) html += chart_html(chart);
  for (const ReportTable& table : section.tables) html += html_table(table);
  return html + remarks_html(section) + commands_html(section) + "</section>\n";
}

}  // namespace servesweep::io
