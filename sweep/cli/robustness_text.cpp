#include "sweep/cli/robustness_text.h"

#include <fmt/format.h>

#include <vector>

#include "sweep/cli/change_text.h"
#include "sweep/cli/figure_column.h"
#include "sweep/cli/phrases.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

using io::TableFormat;

ChangeText text_of(const RobustnessRow& row) {
  return change_text(row.change, "");  // of ratios; a metric without one has no interval either
}

std::vector<const RobustnessRow*> rows_of(const RobustnessView& view, std::size_t contest) {
  std::vector<const RobustnessRow*> rows;
  for (const RobustnessRow& row : view.report.rows) {
    if (row.contest == contest) rows.push_back(&row);
  }
  return rows;
}

const std::string& case_name(const RobustnessView& view, const RobustnessRow& row) {
  return view.robustness.cases()[row.one].name();
}

/// "holds in 3, shrinks in 2 (32 instances, half the KV)": which ones, where it is not as at home.
std::string count_text(const RobustnessView& view, std::size_t contest) {
  std::string text;
  for (const Endurance endurance : {Endurance::holds, Endurance::better, Endurance::shrinks,
                                    Endurance::vanishes, Endurance::reverses, Endurance::undecided,
                                    Endurance::worse, Endurance::unaffected, Endurance::unknown}) {
    std::vector<std::string> names;
    for (const RobustnessRow* row : rows_of(view, contest)) {
      if (row->endurance == endurance) names.push_back(case_name(view, *row));
    }
    if (names.empty()) continue;
    text += fmt::format("{}{} in {}", text.empty() ? "" : ", ", name_of(endurance), names.size());
    const bool is_as_home = endurance == Endurance::holds || endurance == Endurance::worse;
    if (!is_as_home) text += fmt::format(" ({})", list_text(names));
  }
  return text;
}

std::string contest_tables(const RobustnessView& view, TableFormat format) {
  std::string text;
  for (std::size_t i = 0; i < view.robustness.contests().size(); ++i) {
    io::Table table(
        {{.header = "case"},
         figure_column("change"),
         figure_column(fmt::format("{:.4g} % interval", kPercent * view.report.confidence)),
         verdict_column()});
    for (const RobustnessRow* row : rows_of(view, i)) {
      const ChangeText change = text_of(*row);
      table.add_row({case_name(view, *row), change.change, change.interval,
                     std::string(name_of(row->endurance))});
    }
    text += fmt::format("{}\n\n{}\n", view.robustness.text_of(view.robustness.contests()[i]),
                        table.render(format));
  }
  return text;
}

std::string matrix(const RobustnessView& view) {
  std::vector<io::TableColumn> columns = {{.header = "case"}};
  for (const RobustnessContest& contest : view.robustness.contests()) {
    columns.push_back({.header = view.robustness.text_of(contest)});
  }
  io::Table table(columns);
  std::vector<io::TableCell> cells;
  for (const RobustnessRow& row : view.report.rows) {
    if (row.contest == 0) cells = {case_name(view, row)};
    const ChangeText change = text_of(row);
    const std::string verdict =
        row.endurance == Endurance::home ? "" : fmt::format(" {}", name_of(row.endurance));
    cells.emplace_back(fmt::format("{} {}{}", change.change, change.interval, verdict));
    if (cells.size() == columns.size()) table.add_row(std::exchange(cells, {}));
  }
  return table.render(TableFormat::markdown);
}

std::string reasons(const RobustnessView& view, TableFormat format) {
  std::string text;
  for (const RobustnessRow& row : view.report.rows) {
    if (row.reason.empty()) continue;
    text += remark_text(
        fmt::format("{}, {}: {}.", case_name(view, row),
                    view.robustness.text_of(view.robustness.contests()[row.contest]), row.reason),
        format);
  }
  return text;
}

std::string remarks(const RobustnessView& view, TableFormat format) {
  std::string text;
  const std::vector<RobustnessContest>& contests = view.robustness.contests();
  for (std::size_t i = 0; i < contests.size(); ++i) {
    text += remark_text(
        fmt::format("{}: {}.", view.robustness.text_of(contests[i]), count_text(view, i)), format);
  }
  text += reasons(view, format);
  text += remark_text(fmt::format("{} simulations on {} seeds ({} to {}), none of study {}.",
                                  view.report.simulations, view.robustness.seeds().size(),
                                  view.robustness.seeds().front(), view.robustness.seeds().back(),
                                  view.robustness.study().name()),
                      format);
  return text +
         remark_text(
             "Holds: surely at least half of the gain in the first case. Better: surely, but "
             "whether by half as much is not known, or the first case has no gain. Shrinks: "
             "surely better, surely by less than half as much. Vanishes: neither better nor "
             "worse for sure, but surely not better by half as much. Reverses: surely worse, "
             "or fewer requests are served. Unaffected: every figure is that of the first "
             "case. Each verdict stands by itself, by its own interval.",
             format);
}

}  // namespace

std::string robustness_text(const RobustnessView& view, TableFormat format) {
  if (format == TableFormat::markdown) return matrix(view) + '\n' + remarks(view, format);
  return heading_text(
             fmt::format("Robustness {}: {} cases, home is '{}'", view.robustness.name(),
                         view.robustness.cases().size(), view.robustness.cases().front().name()),
             format) +
         contest_tables(view, format) + remarks(view, format);
}

}  // namespace servesweep::sweep
