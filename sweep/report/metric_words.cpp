#include "sweep/report/metric_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <variant>

namespace servesweep::sweep {
namespace {

constexpr std::array<std::string_view, 7> kSpokenInCapitals{"ttft", "e2e", "tpot", "itl",
                                                            "slo",  "kv",  "gpu"};
constexpr std::array<std::string_view, 3> kMetricUnits{"_ms", "_us", "_s"};

bool is_in_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

std::string spoken(std::string word) {
  const bool is_percentile = word.size() > 1 && word.front() == 'p' &&
                             word.find_first_not_of("0123456789", 1) == word.npos;
  if (is_percentile) word.front() = 'P';
  if (word == "jain") return "Jain";
  if (std::ranges::find(kSpokenInCapitals, word) == kSpokenInCapitals.end()) return word;
  std::ranges::transform(word, word.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  });
  return word;
}

/// What stands behind an option, or in quotes, is to be typed.
bool is_to_be_typed(std::string_view before) {
  if (before.empty()) return false;
  if (before.back() == '\'' || before.back() == '"' || before.back() == '-') return true;
  if (before.back() != ' ') return false;
  before.remove_suffix(1);
  const std::size_t word = before.rfind(' ') + 1;  // 0 if there is none
  return before.substr(word).starts_with("--");
}

}  // namespace

std::string metric_words(std::string_view name) {
  const std::size_t dot = std::min(name.find('.'), name.size());
  std::string_view stem = name.substr(0, dot);
  std::string rate;
  if (stem.ends_with("_per_s")) {
    stem.remove_suffix(6);
    rate = "/s";
  } else {
    for (const std::string_view unit : kMetricUnits) {
      if (!stem.ends_with(unit)) continue;
      stem.remove_suffix(unit.size());
      break;
    }
  }
  std::string text;
  while (!stem.empty()) {
    const std::size_t end = std::min(stem.find('_'), stem.size());
    text += (text.empty() ? "" : " ") + spoken(std::string(stem.substr(0, end)));
    stem.remove_prefix(std::min(end + 1, stem.size()));
  }
  text += rate;
  return dot < name.size() ? fmt::format("{} ({})", text, name.substr(dot + 1)) : text;
}

MetricWords::MetricWords(const Study& study) {
  for (const Metric& metric : study_metrics(study.classes())) {
    if (metric.column.name.find('_') != std::string::npos) names_.insert(metric.column.name);
  }
  // What the user has called so is not renamed.
  for (const StrategyTemplate& one : study.strategies()) names_.erase(one.name());
  for (const WorkloadFile& one : study.workloads()) names_.erase(one.name);
}

/// The longest metric's name at the beginning, which may go on behind a point with a class; empty
/// if there is none.
std::string_view MetricWords::name_at(std::string_view text) const {
  const auto stem =
      static_cast<std::size_t>(std::ranges::find_if_not(text, is_in_name) - text.begin());
  if (names_.find(text.substr(0, stem)) == names_.end()) return {};
  std::size_t longest = stem;
  if (stem == text.size() || text[stem] != '.') return text.substr(0, longest);
  const std::string of_class(text.substr(0, stem + 1));
  for (auto one = names_.lower_bound(of_class); one != names_.end() && one->starts_with(of_class);
       ++one) {
    const bool ends =
        text.size() == one->size() || (text.size() > one->size() && !is_in_name(text[one->size()]));
    if (text.starts_with(*one) && ends) longest = std::max(longest, one->size());
  }
  return text.substr(0, longest);
}

std::string MetricWords::text(std::string_view text) const {
  std::string said;
  for (std::size_t i = 0; i < text.size();) {
    const bool begins = is_in_name(text[i]) && (i == 0 || !is_in_name(text[i - 1]));
    const std::string_view name = begins ? name_at(text.substr(i)) : std::string_view();
    if (name.empty() || is_to_be_typed(text.substr(0, i))) {
      said += text[i++];
      continue;
    }
    said += metric_words(name);
    i += name.size();
  }
  return said;
}

void MetricWords::put_into(io::ReportChart& chart) const {
  for (std::string* one :
       {&chart.title, &chart.summary, &chart.x_label, &chart.y_label, &chart.choice}) {
    *one = text(*one);
  }
  for (std::string& one : chart.categories) one = text(one);
  for (io::ChartSeries& series : chart.series) {
    series.name = text(series.name);
    for (io::ChartPoint& point : series.points) {
      for (std::string& note : point.notes) note = text(note);
    }
  }
}

void MetricWords::put_into(io::ReportTable& table) const {
  table.caption = text(table.caption);
  table.choice = text(table.choice);
  std::vector<io::TableColumn> columns = table.table.columns();
  for (io::TableColumn& column : columns) {
    column.header = text(column.header);
    if (column.unit == "1/s" && column.header.ends_with("/s")) column.unit.clear();
  }
  io::Table said(std::move(columns));
  for (std::vector<io::TableCell> row : table.table.cells()) {
    for (io::TableCell& cell : row) {
      if (std::string* const words = std::get_if<std::string>(&cell)) *words = text(*words);
    }
    said.add_row(std::move(row));
  }
  table.table = std::move(said);
}

void MetricWords::put_into(io::ReportSection& section) const {
  for (std::string& one : section.paragraphs) one = text(one);
  for (std::string& one : section.remarks) one = text(one);
  for (io::ReportChart& chart : section.charts) put_into(chart);
  for (io::ReportTable& table : section.tables) put_into(table);
}

io::ReportTable metric_table(std::span<const Metric> metrics) {
  io::Table table({{.header = "in words"},
                   {.header = "name"},
                   {.header = "unit"},
                   {.header = "meaning"},
                   {.header = "better"}});
  for (const Metric& metric : metrics) {
    const io::MetricColumn& column = metric.column;
    table.add_row({metric_words(column.name), column.name,
                   column.unit == "1" ? std::string() : column.unit, column.description,
                   std::string(metric.goal == Goal::minimize ? "less" : "more")});
  }
  return {.caption = "Metrics, as this page says them and as commands and files name them",
          .table = std::move(table)};
}

}  // namespace servesweep::sweep
