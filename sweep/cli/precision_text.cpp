#include "sweep/cli/precision_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/table/significant_text.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

std::string percent(double share) {
  return std::isfinite(share) ? fmt::format("+-{} %", io::significant_text(kPercent * share, 3))
                              : "of unknown width";
}

std::string width_text(const WidthReached& width, const std::string& metric) {
  const std::string word = name_of(width.precision);
  if (width.precision == Precision::reached || width.precision == Precision::undefined) return word;
  return fmt::format("{}: {}{}", word, metric.empty() ? "" : metric + ' ',
                     percent(width.half_width));
}

}  // namespace

PrecisionText::PrecisionText(const Study& study, const io::StudyIndex& index,
                             const RankingQuestion& question)
    : study_(study) {
  if (!study.seeds_by_need() || question.baseline != index.baseline) return;
  precision_.emplace(study, index);
  judged_ = precision_->judged();
}

std::string PrecisionText::of(const RankedPoint& row, std::int64_t workload,
                              const std::string& metric) const {
  if (!applies() || row.comparisons.empty()) return "";
  const PointPrecision point = precision_->of(row.point.id, workload);
  for (std::size_t i = 0; i < point.objectives.size(); ++i) {
    if (study_.objectives()[i].metric == metric) return width_text(point.objectives[i], "");
  }
  return "";
}

std::string PrecisionText::of(const RankedPoint& row, std::int64_t workload) const {
  if (!applies() || row.comparisons.empty()) return "";
  const PointPrecision point = precision_->of(row.point.id, workload);
  std::string text;
  for (std::size_t i = 0; i < point.objectives.size(); ++i) {
    if (point.objectives[i].precision == Precision::reached) continue;
    text +=
        (text.empty() ? "" : ", ") + width_text(point.objectives[i], study_.objectives()[i].metric);
  }
  return text.empty() ? name_of(Precision::reached) : text;
}

std::string PrecisionText::word(const RankedPoint& row, std::int64_t workload,
                                const std::string& metric) const {
  const std::string text = of(row, workload, metric);
  return text.substr(0, text.find(':'));
}

std::string PrecisionText::seeds_text(const Ranking& ranking) {
  const auto seeds = [](const RankedPoint& row) { return row.seeds; };
  const auto [least, most] = std::ranges::minmax(ranking.rows, {}, seeds);
  return least.seeds == most.seeds ? fmt::format("{}", most.seeds)
                                   : fmt::format("{} to {}", least.seeds, most.seeds);
}

std::string PrecisionText::note(std::int64_t workload) const {
  std::vector<PointPrecision> points = judged_;
  std::erase_if(points, [&](const PointPrecision& one) { return one.workload != workload; });
  const FixedWidth& target = study_.seeds_by_need()->width;
  std::string text = fmt::format(
      "Seeds by need, {} to {}, for every objective at 95 %: {}.\nMeans are over each "
      "row's own seeds, changes over those that both have.",
      target.least, target.most, standing_text(points, target));
  const bool has_stopped = std::ranges::any_of(
      points, [](const PointPrecision& point) { return point.overall() == Precision::exhausted; });
  if (!has_stopped) return text;
  return text +
         " Who stopped at max is known less than asked:\nraise max and run the study into "
         "the same folder.";
}

}  // namespace servesweep::sweep
