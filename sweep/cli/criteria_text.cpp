#include "sweep/cli/criteria_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "sweep/cli/figure_column.h"
#include "sweep/cli/incomplete_note.h"
#include "sweep/cli/measured_text.h"
#include "sweep/cli/phrases.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

using io::TableFormat;

constexpr std::size_t kMostCellCharacters = 30;  ///< of a reason in place of a figure
constexpr std::ptrdiff_t kMostDetails = 12;      ///< cases whose figures are shown unasked

std::string seeds_text(const CriteriaCase& one) {
  const std::vector<std::uint64_t>& seeds = one.seeds;
  const bool is_range = !seeds.empty() && seeds.back() - seeds.front() + 1 == seeds.size();
  const std::string which = seeds.empty() ? ""
                                          : fmt::format(" ({} {} {})", seeds.front(),
                                                        is_range ? "to" : "…", seeds.back());
  return fmt::format("{} {}seeds{}", seeds.size(), one.is_fresh ? "fresh " : "", which);
}

/// Text of the judged criteria of one study.
class CriteriaText {
 public:
  CriteriaText(const CriteriaView& view, TableFormat format)
      : view_(view), report_(view.report), format_(format) {
    for (const Metric& metric : study_metrics(report_.classes)) {
      units_.emplace(metric.column.name, metric.column.unit);
    }
  }

  [[nodiscard]] std::string text() const;

 private:
  /// A paragraph or list item, whatever the format.
  [[nodiscard]] std::string line(const std::string& text) const {
    return remark_text(text, format_);
  }
  [[nodiscard]] std::string title(const std::string& text) const {
    return heading_text(text, format_);
  }
  [[nodiscard]] std::string unit_of(const Measured& measured) const {
    const auto found = units_.find(measured.metric);
    return found == units_.end() ? "1" : found->second;
  }
  [[nodiscard]] std::string confidence() const {
    return fmt::format("{:.4g} %", kPercent * report_.confidence);
  }

  [[nodiscard]] std::string legend() const;
  [[nodiscard]] std::string overview() const;
  [[nodiscard]] std::string details(const CriteriaCase& one) const;
  [[nodiscard]] std::string details_title(const CriteriaCase& one) const;
  [[nodiscard]] io::Table details_table(const CriteriaCase& one) const;
  [[nodiscard]] bool says_what_to_do(std::size_t criterion, const JudgedCriterion& judged) const {
    return report_.criteria[criterion].kind == Criterion::Kind::judged_by &&
           judged.measured.kind == Measured::Kind::nothing && !judged.reason.empty() &&
           judged.reason.size() <= kMostCellCharacters;
  }
  [[nodiscard]] std::string figure_of(std::size_t criterion, const JudgedCriterion& judged) const {
    if (says_what_to_do(criterion, judged)) return judged.reason;
    return measured_text(judged.measured, unit_of(judged.measured));
  }
  [[nodiscard]] std::string remarks(const CriteriaCase& one) const;
  [[nodiscard]] std::string marks(const CriteriaCase& one) const;
  [[nodiscard]] std::string notes() const;
  [[nodiscard]] std::string together_note() const;
  /// Whether it passes only because it is looked at by itself.
  [[nodiscard]] bool passes_alone(const CriteriaCase& one, std::size_t criterion) const;
  [[nodiscard]] std::string verdict(const CriteriaCase& one, std::size_t criterion) const {
    return verdict_word(one.judged[criterion].finding) +
           std::string(passes_alone(one, criterion) ? "*" : "");
  }

  const CriteriaView& view_;
  const CriteriaReport& report_;
  TableFormat format_;
  std::map<std::string, std::string> units_;
};

std::string CriteriaText::legend() const {
  io::Table table({figure_column("#"), {.header = "criterion"}, prose_column("wanted")});
  for (std::size_t i = 0; i < report_.criteria.size(); ++i) {
    const Criterion& one = report_.criteria[i];
    table.add_row(
        {static_cast<std::int64_t>(i + 1), one.name, one.text() + (one.beside ? " (beside)" : "")});
  }
  return title(fmt::format("Study {}: criteria, against {}", view_.results.study.name(),
                           report_.baseline)) +
         table.render(format_);
}

std::string CriteriaText::overview() const {
  std::vector<io::TableColumn> columns = {{.header = "strategy"}, {.header = "workload"}};
  for (std::size_t i = 0; i < report_.criteria.size(); ++i) {
    columns.push_back({.header = std::to_string(i + 1)});
  }
  columns.push_back({.header = "all"});
  io::Table table(columns);
  for (const CriteriaCase& one : report_.cases) {
    if (!view_.shows(one)) continue;
    std::vector<io::TableCell> cells = {one.point.point.strategy, one.workload};
    for (std::size_t i = 0; i < one.judged.size(); ++i) {
      const bool is_open = one.judged[i].finding == Finding::undecided;
      cells.emplace_back(is_open ? "?" : verdict(one, i));
    }
    cells.emplace_back(verdict_word(one.finding));
    table.add_row(std::move(cells));
  }
  return title("Verdicts (?: undecided)") + table.render(format_);
}

std::string CriteriaText::details_title(const CriteriaCase& one) const {
  std::string text =
      title(fmt::format("{} on {}, {}", one.point.point.strategy, one.workload, seeds_text(one)));
  if (one.point.points == 1) return text;
  const auto& planned = view_.results.plan.points()[static_cast<std::size_t>(one.point.point.id)];
  const std::string& home = view_.results.study.workloads()[one.home].name;
  return text +
         line(fmt::format("point {}, the best of {} on the study's seeds{}: {}", one.point.point.id,
                          one.point.points, one.is_home ? "" : " of " + home,
                          planned.point.label())) +
         '\n';
}

io::Table CriteriaText::details_table(const CriteriaCase& one) const {
  const bool has_choice = !one.chosen_on.empty();
  const bool has_bound =
      std::ranges::any_of(one.bounds, [](const auto& bound) { return bound.has_value(); });
  std::vector<io::TableColumn> columns = {figure_column("#"), {.header = "criterion"}};
  if (has_choice) columns.push_back(figure_column("on the study's seeds"));
  columns.push_back(figure_column(one.is_fresh ? "on fresh seeds" : "measured"));
  columns.push_back(figure_column("holds on"));
  if (has_bound) columns.push_back(figure_column("bound"));
  columns.push_back(verdict_column());
  io::Table table(columns);
  for (std::size_t i = 0; i < one.judged.size(); ++i) {
    const JudgedCriterion& judged = one.judged[i];
    std::vector<io::TableCell> cells = {static_cast<std::int64_t>(i + 1), report_.criteria[i].name};
    if (has_choice) {
      const Measured& chosen = one.chosen_on[i].measured;
      cells.emplace_back(measured_text(chosen, unit_of(chosen)));
    }
    cells.emplace_back(figure_of(i, judged));
    cells.emplace_back(judged.seeds.empty()
                           ? "-"
                           : fmt::format("{} of {}", judged.held_seeds(), judged.seeds.size()));
    if (has_bound) {
      const auto& bound = one.bounds[i];
      cells.emplace_back(bound ? brief_measured_text(bound->measured, unit_of(bound->measured))
                               : "-");
    }
    cells.emplace_back(verdict(one, i));
    table.add_row(std::move(cells));
  }
  return table;
}

std::string CriteriaText::remarks(const CriteriaCase& one) const {
  std::string text;
  for (std::size_t i = 0; i < one.judged.size(); ++i) {
    const JudgedCriterion& judged = one.judged[i];
    if (report_.criteria[i].kind == Criterion::Kind::every_class &&
        !judged.measured.metric.empty()) {
      text += line(fmt::format("{}: least sure of {}", i + 1, judged.measured.metric));
    }
    if (!judged.reason.empty() && !says_what_to_do(i, judged))
      text += line(fmt::format("{}: {}", i + 1, judged.reason));
    const auto& bound = one.bounds[i];
    if (bound && bound->is_out_of_reach) {
      text += line(fmt::format("{}: out of reach: even {}, which knows more, gets {}", i + 1,
                               bound->strategy,
                               measured_text(bound->measured, unit_of(bound->measured))));
    }
  }
  if (one.point.failed_seeds > 0) {
    text +=
        line(fmt::format("{} of {} runs of it failed: what went well may have been the easy part",
                         one.point.failed_seeds, one.point.planned_seeds));
  }
  if (one.point.breaks_constraints) text += line("breaks a constraint of the study");
  return text;
}

std::string CriteriaText::marks(const CriteriaCase& one) const {
  if (!view_.show_seeds) return "";
  io::Table table({figure_column("#"), {.header = fmt::format("holds on {}", seeds_text(one))}});
  for (std::size_t i = 0; i < one.judged.size(); ++i) {
    std::string marks;
    for (const SeedMark& mark : one.judged[i].seeds) marks += mark.held ? '+' : '-';
    if (!marks.empty()) table.add_row({static_cast<std::int64_t>(i + 1), marks});
  }
  return '\n' + table.render(format_);
}

std::string CriteriaText::details(const CriteriaCase& one) const {
  const std::string said = remarks(one);
  return details_title(one) + details_table(one).render(format_) +
         (said.empty() ? "" : "\n" + said) + marks(one);
}

bool CriteriaText::passes_alone(const CriteriaCase& one, std::size_t criterion) const {
  return one.judged[criterion].finding == Finding::held &&
         one.adjusted[criterion] > (1 - report_.confidence) / 2;
}

std::string CriteriaText::together_note() const {
  std::size_t count = 0;
  bool is_any = false;
  for (const CriteriaCase& one : report_.cases) {
    for (std::size_t i = 0; i < one.judged.size(); ++i) {
      if (report_.criteria[i].kind != Criterion::Kind::judged_by) ++count;
      is_any = is_any || (view_.shows(one) && passes_alone(one, i));
    }
  }
  if (!is_any) return "";
  return line(fmt::format(
      "pass*: by itself, but not if all {} verdicts are adjusted together (Holm).", count));
}

std::string CriteriaText::notes() const {
  const std::size_t cases = report_.cases.size();
  std::string text = line(fmt::format(
      "pass: the whole {} interval over paired seeds is as wanted; fail: none of it is, or fewer "
      "requests are served for sure. Each of the three errs at most once in {:.3g}.",
      confidence(), 2 / (1 - report_.confidence)));
  text += line(
      fmt::format("all: fail if a criterion that counts fails; pass if each one passes, tested at "
                  "full level (Berger 1982), and still does so by Holm for the {} case{} judged.",
                  cases, cases == 1 ? "" : "s"));
  text += together_note();
  const auto any = [&](auto is_so) {
    return std::ranges::any_of(
        report_.cases, [&](const CriteriaCase& one) { return view_.shows(one) && is_so(one); });
  };
  if (any([](const CriteriaCase& one) { return !one.chosen_on.empty() && one.point.points > 1; })) {
    text += line(
        "Points were chosen on the study's seeds, which flatters the figures there; "
        "verdicts are those of fresh seeds.");
  }
  if (any([](const CriteriaCase& one) {
        return one.point.points > 1 && one.is_home && !one.is_fresh;
      })) {
    text += line("Points were chosen on these same seeds, which flatters them.");
  }
  if (any([](const CriteriaCase& one) { return one.is_trace; })) {
    text += line(
        "Of a recorded trace seeds redraw only what it does not record: intervals do not "
        "cover other traffic.");
  }
  return text;
}

std::string CriteriaText::text() const {
  std::string text = incomplete_lead(view_.results, std::nullopt,
                                     "Points were chosen on the runs that are done.", format_) +
                     legend() + '\n' + overview() + '\n';
  const auto shown = std::ranges::count_if(
      report_.cases, [&](const CriteriaCase& one) { return view_.shows(one); });
  for (const CriteriaCase& one : report_.cases) {
    if (view_.shows(one) && shown <= kMostDetails) text += details(one) + '\n';
  }
  if (shown > kMostDetails) text += line("Name a strategy to see its figures.");
  return text + notes();
}

}  // namespace

std::string criteria_text(const CriteriaView& view, TableFormat format) {
  return CriteriaText(view, format).text();
}

}  // namespace servesweep::sweep
