#include "sweep/cli/pooled_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "sweep/cli/change_text.h"
#include "sweep/cli/figure_column.h"
#include "sweep/cli/phrases.h"
#include "sweep/cli/strategy_label.h"

namespace servesweep::sweep {
namespace {

constexpr std::size_t kFewPooledSeeds = 10;

std::string milliseconds(double ms) {
  return std::isinf(ms) ? "not served" : fmt::format("{:.4g}", ms);
}

std::string latency_interval(const Interval& interval) {
  if (std::isinf(interval.lower) && interval.lower < 0) return "unknown";
  return fmt::format("[{}, {}]", milliseconds(interval.lower), milliseconds(interval.upper));
}

/// As changes of means are shown.
ChangeText pooled_change(const std::optional<PooledDifference>& difference) {
  if (!difference || !std::isfinite(difference->difference_ms))
    return {.change = "n/a", .interval = ""};
  PairedDifference paired;
  paired.n = difference->pairs;
  paired.mean_difference = difference->difference_ms;
  paired.difference = difference->interval;
  paired.relative_difference = difference->relative;
  paired.relative = difference->relative_interval;
  return change_text(paired, "ms");
}

/// The table of one workload.
class PooledText {
 public:
  PooledText(const RankingView& ranking, const PooledView& view, std::int64_t workload,
             io::TableFormat format)
      : ranking_(ranking), view_(view), workload_(workload), format_(format) {}

  [[nodiscard]] std::string text() const { return heading() + table() + '\n' + notes(); }

 private:
  [[nodiscard]] std::string percentile() const {
    return fmt::format("P{:.6g}", view_.question.percentile);
  }
  [[nodiscard]] std::string name(const RankedPoint& row) const {
    const std::string label = strategy_label(ranking_.results.study, row.point.strategy);
    return ranking_.question.every_point ? fmt::format("{} {}", label, row.point.id) : label;
  }
  [[nodiscard]] std::string heading() const;
  [[nodiscard]] std::string table() const;
  [[nodiscard]] std::vector<io::TableCell> cells(const PooledRow& row) const;
  [[nodiscard]] std::string refusals() const;
  [[nodiscard]] std::string notes() const;

  const RankingView& ranking_;
  const PooledView& view_;
  std::int64_t workload_;
  io::TableFormat format_;
};

std::string PooledText::heading() const {
  return heading_text(
      fmt::format("{} over all requests of all seeds, in ms, with {:.4g} % bootstrap intervals",
                  percentile(), 100 * view_.question.confidence),
      format_);
}

std::vector<io::TableCell> PooledText::cells(const PooledRow& row) const {
  const PooledPercentile& p = row.pooled;
  std::vector<io::TableCell> cells = {name(*row.row), row.latency,
                                      row.slo_class.empty() ? "all" : row.slo_class,
                                      static_cast<std::int64_t>(p.requests)};
  const double missed = static_cast<double>(p.requests - p.served);
  cells.emplace_back(p.requests == p.served
                         ? "0"
                         : fmt::format("{:.2g} %", 100 * missed / static_cast<double>(p.requests)));
  if (p.refused) {
    for (const char* text : {"refused", "", "", "", ""}) cells.emplace_back(std::string(text));
    return cells;
  }
  const ChangeText change = pooled_change(row.difference);
  const bool is_baseline = row.row->comparisons.empty();
  cells.emplace_back(milliseconds(p.value_ms));
  cells.emplace_back(latency_interval(p.interval));
  cells.emplace_back(mean_text(p.per_seed));
  cells.emplace_back(is_baseline ? "" : change.change);
  cells.emplace_back(is_baseline ? "" : change.interval);
  return cells;
}

std::string PooledText::table() const {
  io::Table table({{.header = "strategy"},
                   {.header = "latency"},
                   {.header = "class"},
                   figure_column("requests"),
                   figure_column("not served"),
                   figure_column(percentile()),
                   figure_column("interval"),
                   figure_column("mean of seeds"),
                   figure_column("change"),
                   figure_column("interval")});
  const RankedPoint* before = nullptr;
  for (const PooledRow& row : view_.rows) {
    if (row.workload != workload_ || row.pooled.requests == 0) continue;
    std::vector<io::TableCell> line = cells(row);
    if (row.row == before && format_ != io::TableFormat::markdown) line.front() = "";
    before = row.row;
    table.add_row(std::move(line));
  }
  return table.render(format_);
}

/// One remark on all of them: how many served requests there are of each class.
std::string PooledText::refusals() const {
  std::vector<std::string> classes;                                   // in the order of the table
  std::map<std::string, std::pair<std::size_t, std::size_t>> served;  // least and most
  for (const PooledRow& row : view_.rows) {
    if (row.workload != workload_ || !row.pooled.refused || row.pooled.requests == 0) continue;
    const std::string name = row.slo_class.empty() ? "all classes" : row.slo_class;
    const std::size_t count = row.pooled.served;
    const auto [place, is_new] = served.try_emplace(name, count, count);
    if (is_new) classes.push_back(name);
    place->second.first = std::min(place->second.first, count);
    place->second.second = std::max(place->second.second, count);
  }
  if (classes.empty()) return "";
  std::vector<std::string> parts;
  for (const std::string& name : classes) {
    const auto [least, most] = served.at(name);
    const std::string range = least == most ? "" : fmt::format(" to {}", most);
    parts.push_back(fmt::format("{}{} of {}", least, range, name));
  }
  return remark_text(
      fmt::format("Refused: {} needs {} served requests, ten beyond it; there are {}. Run more "
                  "seeds.",
                  percentile(), requests_needed(view_.question.percentile), list_text(parts)),
      format_);
}

std::string PooledText::notes() const {
  std::string text = refusals();
  std::vector<std::string> untold;
  for (const RankedPoint* row : view_.untold) untold.push_back(name(*row));
  if (!untold.empty()) {
    text += remark_text(
        fmt::format("No request table was kept (keep_requests) of: {}.", list_text(untold)),
        format_);
  }
  if (view_.sampled) {
    text += remark_text(
        "Of some seeds no request table was kept (keep_requests): pooled are those that were.",
        format_);
  }
  text += remark_text(
      fmt::format("Intervals: {} resamples of whole seeds, as requests of one run depend on each "
                  "other, the same on both sides of a change; expanded percentile method. A "
                  "request that was not served counts as infinitely late. Mean of seeds: each "
                  "seed's own percentile, ± Student's t.",
                  SeedResamples::kUsual),
      format_);
  std::size_t seeds = kFewPooledSeeds;
  for (const PooledRow& row : view_.rows) {
    if (row.workload == workload_) seeds = std::min(seeds, row.pooled.seeds);
  }
  if (seeds < kFewPooledSeeds) {
    text += remark_text(
        fmt::format(
            "Few seeds to resample ({}): with less than 5 there is no interval of 95 %, and with "
            "less than {} it is rough.",
            seeds, kFewPooledSeeds),
        format_);
  }
  return text;
}

}  // namespace

std::string pooled_text(const RankingView& ranking, const PooledView& pooled, std::int64_t workload,
                        io::TableFormat format) {
  return PooledText(ranking, pooled, workload, format).text();
}

}  // namespace servesweep::sweep
