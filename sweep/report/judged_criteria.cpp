#include "sweep/report/judged_criteria.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sweep/cli/criteria_text.h"
#include "sweep/cli/figure_column.h"
#include "sweep/cli/measured_text.h"
#include "sweep/cli/phrases.h"
#include "sweep/cli/search_note.h"
#include "sweep/criteria/fresh_seeds.h"
#include "sweep/report/remarks.h"

namespace servesweep::sweep {
namespace {

/// Of a judge that simulates, where nothing shall be simulated.
OutsideVerdict not_asked(const OutsideQuestion& /*question*/) {
  return {.reason = "not asked, as --no-simulation was given"};
}

CriteriaQuestion headline_criteria(const ReportSubject& subject) {
  const Study& study = subject.results.study;
  CriteriaQuestion question{.confidence = subject.question.confidence,
                            .threads = subject.asked.threads};
  if (subject.asked.simulates) {
    question.fresh_seeds = fresh_seeds(study);
    question.also_on = study.criteria().also_on;
  } else {
    for (auto& [name, judge] : question.judges) judge = not_asked;
  }
  return question;
}

}  // namespace

JudgedCriteria::JudgedCriteria(const ReportSubject& subject) : subject_(subject) {
  Results& results = subject.results;
  for (const std::size_t metric : criteria_metrics(results.study)) results.load(metric);
  const CriteriaQuestion question = headline_criteria(subject);
  const FinalistSchedule schedule(results.study, results.index, question);
  report_ = criteria_report(results.study, results.plan, results.index, question, schedule);
  for (const Metric& metric : study_metrics(report_.classes)) {
    units_.emplace(metric.column.name, metric.column.unit);
  }
}

std::string JudgedCriteria::measured(const JudgedCriterion& judged) const {
  const auto unit = units_.find(judged.measured.metric);
  return measured_text(judged.measured, unit == units_.end() ? "1" : unit->second);
}

/// As criteria_text() marks one that passes by itself only.
std::string JudgedCriteria::verdict(const CriteriaCase& one, std::size_t criterion) const {
  const bool alone = one.judged[criterion].finding == Finding::held &&
                     one.adjusted[criterion] > (1 - report_.confidence) / 2;
  return std::string(verdict_word(one.judged[criterion].finding)) + (alone ? "*" : "");
}

std::vector<std::string> JudgedCriteria::remarks() const {
  const CriteriaView view{.results = subject_.results,
                          .report = report_,
                          .strategy = subject_.chosen ? subject_.chosen->point.strategy : ""};
  std::vector<std::string> remarks = remarks_in(criteria_text(view, io::TableFormat::markdown));
  const std::string search = unfinished_search_note(subject_.results);
  std::erase_if(remarks, [&](const std::string& text) {
    if (text.starts_with("Incomplete: ") || (!search.empty() && text == search)) return true;
    return !text.empty() && text.front() >= '0' && text.front() <= '9' &&
           text.find_first_not_of("0123456789") == text.find(':');
  });
  return remarks;
}

std::string JudgedCriteria::why(const CriteriaCase& one, std::size_t criterion) const {
  const JudgedCriterion& judged = one.judged[criterion];
  if (!judged.reason.empty() || judged.measured.metric.empty()) return judged.reason;
  const bool is_one_of_many = report_.criteria[criterion].kind == Criterion::Kind::every_class;
  return is_one_of_many ? "least sure of " + judged.measured.metric : "";
}

io::ReportTable JudgedCriteria::verdicts() const {
  const bool several = std::ranges::any_of(report_.cases, [&](const CriteriaCase& one) {
    return one.workload != report_.cases.front().workload;
  });
  std::vector<io::TableColumn> columns = {{.header = "strategy"}};
  if (several) columns.push_back({.header = "workload"});
  for (const Criterion& one : report_.criteria) {
    columns.push_back({.header = one.name + (one.beside ? " (beside)" : "")});
  }
  columns.push_back({.header = "all that count"});
  io::Table table(columns);
  for (const CriteriaCase& one : report_.cases) {
    std::vector<io::TableCell> cells = {one.point.point.strategy};
    if (several) cells.emplace_back(one.workload);
    for (std::size_t i = 0; i < one.judged.size(); ++i) cells.emplace_back(verdict(one, i));
    cells.emplace_back(std::string(verdict_word(one.finding)));
    table.add_row(std::move(cells));
  }
  return {.caption = fmt::format("Criteria, each strategy against {}", report_.baseline),
          .table = std::move(table)};
}

io::ReportTable JudgedCriteria::figures(const CriteriaCase& one) const {
  io::Table table({{.header = "criterion"},
                   {.header = "wanted"},
                   figure_column(one.is_fresh ? "on fresh seeds" : "measured"),
                   figure_column("holds on"),
                   {.header = "verdict"},
                   {.header = "why"}});
  for (std::size_t i = 0; i < one.judged.size(); ++i) {
    const JudgedCriterion& judged = one.judged[i];
    table.add_row({report_.criteria[i].name, report_.criteria[i].text(), measured(judged),
                   judged.seeds.empty()
                       ? ""
                       : fmt::format("{} of {}", judged.held_seeds(), judged.seeds.size()),
                   verdict(one, i), why(one, i)});
  }
  return {.caption = fmt::format(
              "{} against {} on {}, {}", one.point.point.strategy, report_.baseline, one.workload,
              counted_text(one.seeds.size(), one.is_fresh ? "fresh seed" : "seed")),
          .table = std::move(table)};
}

std::string JudgedCriteria::words(const CriteriaCase& one) const {
  std::map<Finding, std::vector<std::string>> names;
  for (std::size_t i = 0; i < one.judged.size(); ++i) {
    if (!report_.criteria[i].beside) {
      names[one.judged[i].finding].push_back(report_.criteria[i].name);
    }
  }
  std::vector<std::string> parts;
  for (const auto& [finding, word] :
       {std::pair(Finding::failed, "fails"), std::pair(Finding::undecided, "leaves undecided"),
        std::pair(Finding::held, "passes")}) {
    if (names[finding].empty()) continue;
    parts.push_back(fmt::format("{}: {}", word, fmt::join(names[finding], ", ")));
  }
  const char* all = one.finding == Finding::held     ? "is a win by all criteria"
                    : one.finding == Finding::failed ? "is no win"
                                                     : "may be a win: not all criteria are decided";
  return fmt::format("Judged against {} on {}, {} {} on {} ({}).", report_.baseline,
                     counted_text(one.seeds.size(), one.is_fresh ? "fresh seed" : "seed"),
                     one.point.point.strategy, all, one.workload, fmt::join(parts, "; "));
}

}  // namespace servesweep::sweep
