#include "sweep/cli/plan_page.h"

#include <sstream>
#include <string_view>
#include <vector>

#include "sweep/cli/paragraph.h"
#include "sweep/cli/phrases.h"

namespace servesweep::sweep {
namespace {

constexpr std::string_view kFirst = "    first: ", kLast = "    last:  ", kIndent = "  ";

/// A strategy, as Plan::describe() puts it into up to three lines.
struct PlannedStrategy {
  std::string name, points, first, last;
};

/// Takes "  NAME: POINTS" and what is said of it below.
void take_line(const std::string& line, std::vector<PlannedStrategy>& strategies,
               std::vector<std::string>& remarks) {
  if (line.starts_with(kFirst)) {
    strategies.back().first = line.substr(kFirst.size());
  } else if (line.starts_with(kLast)) {
    strategies.back().last = line.substr(kLast.size());
  } else if (const std::size_t colon = line.find(": "); colon != std::string::npos) {
    strategies.push_back({.name = line.substr(kIndent.size(), colon - kIndent.size()),
                          .points = line.substr(colon + 2),
                          .first = {},
                          .last = {}});
  } else {
    remarks.push_back(line.substr(kIndent.size()));
  }
}

std::string markdown_page(const std::string& description, const std::string& facts) {
  std::istringstream lines(description);
  std::string heading, line;
  std::getline(lines, heading);
  std::vector<PlannedStrategy> strategies;
  std::vector<std::string> remarks;
  while (std::getline(lines, line)) take_line(line, strategies, remarks);
  std::istringstream more(facts);
  while (std::getline(more, line)) {
    if (line.starts_with(kIndent) && !remarks.empty()) {
      remarks.back() += line.substr(kIndent.size() - 1);
    } else {
      remarks.push_back(line);
    }
  }
  io::Table table({{.header = "strategy"},
                   {.header = "points"},
                   {.header = "first point"},
                   {.header = "last point"}});
  for (const PlannedStrategy& one : strategies) {
    table.add_row({one.name, one.points, one.first, one.last});
  }
  constexpr auto kFormat = io::TableFormat::markdown;
  std::string text = heading_text("S" + heading.substr(1), kFormat) + table.render(kFormat) + '\n';
  for (const std::string& remark : remarks) text += remark_text(remark, kFormat);
  return text;
}

}  // namespace

std::string plan_page(const std::string& description, const std::string& facts,
                      io::TableFormat format) {
  return format == io::TableFormat::markdown ? markdown_page(description, facts)
                                             : paragraphs(description + facts);
}

}  // namespace servesweep::sweep
