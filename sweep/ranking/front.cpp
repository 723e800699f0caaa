#include "sweep/ranking/front.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "sweep/ranking/knee.h"
#include "sweep/ranking/nondominated.h"
#include "sweep/statistics/bootstrap_interval.h"

namespace servesweep::sweep {
namespace {

/// See front_of().
Interval volume_interval(double estimate, std::vector<double> volumes, std::size_t seeds,
                         double confidence) {
  const Interval basic = basic_bootstrap_interval(estimate, volumes, seeds, confidence);
  if (!std::isfinite(basic.lower) || basic.lower > 0) return basic;
  return {0, expanded_percentile_interval(std::move(volumes), seeds, confidence).upper};
}

/// One front, and the same for every resample.
class FrontBuilder {
 public:
  FrontBuilder(SeedPanel panel, const FrontQuestion& question)
      : question_(question), objectives_(question.panel.objectives), panel_(std::move(panel)) {
    for (std::size_t i = 0; i < panel_.points.size(); ++i) {
      if (panel_.points[i].row == panel_.baseline) baseline_ = i;
    }
  }

  [[nodiscard]] Front front();

 private:
  /// What a set of means amounts to.
  struct Outcome {
    std::vector<std::size_t> front;     ///< places of points
    std::optional<std::size_t> knee;    ///< place of a point
    std::optional<double> hypervolume;  ///< none without a reference
  };

  [[nodiscard]] double sign(std::size_t objective) const {
    return question_.panel.metrics[objective].goal == Goal::minimize ? 1 : -1;
  }
  [[nodiscard]] Objectives at_seed(std::size_t point, std::size_t seed) const;
  [[nodiscard]] Objectives mean(std::size_t point, std::span<const std::uint32_t> weights) const;
  [[nodiscard]] Outcome outcome(const std::vector<std::size_t>& contenders,
                                std::span<const std::uint32_t> weights) const;
  [[nodiscard]] std::optional<Objectives> reference(std::span<const std::uint32_t> weights) const;
  [[nodiscard]] std::vector<std::size_t> contenders();
  void describe(Front& front) const;
  void resample(const std::vector<std::size_t>& contenders, Front& front) const;

  const FrontQuestion& question_;
  std::size_t objectives_;
  SeedPanel panel_;
  std::optional<std::size_t> baseline_;
  std::vector<std::size_t> same_as_;  ///< by point: the first that did the same under every seed
};

/// To be minimised.
Objectives FrontBuilder::at_seed(std::size_t point, std::size_t seed) const {
  Objectives values(objectives_);
  for (std::size_t k = 0; k < objectives_; ++k) {
    values[k] = sign(k) * panel_.points[point].values[k][seed];
  }
  return values;
}

Objectives FrontBuilder::mean(std::size_t point, std::span<const std::uint32_t> weights) const {
  Objectives means(objectives_, 0);
  for (std::size_t k = 0; k < objectives_; ++k) {
    const std::vector<double>& values = panel_.points[point].values[k];
    for (std::size_t s = 0; s < weights.size(); ++s) means[k] += weights[s] * values[s];
    means[k] *= sign(k) / static_cast<double>(weights.size());
  }
  return means;
}

std::optional<Objectives> FrontBuilder::reference(std::span<const std::uint32_t> weights) const {
  if (!question_.reference) {
    return baseline_ ? std::optional(mean(*baseline_, weights)) : std::nullopt;
  }
  Objectives fixed(objectives_);
  for (std::size_t k = 0; k < objectives_; ++k) fixed[k] = sign(k) * (*question_.reference)[k];
  return fixed;
}

FrontBuilder::Outcome FrontBuilder::outcome(const std::vector<std::size_t>& contenders,
                                            std::span<const std::uint32_t> weights) const {
  std::vector<Objectives> means;
  means.reserve(contenders.size());
  for (const std::size_t point : contenders) means.push_back(mean(point, weights));
  Outcome outcome{};
  std::vector<Objectives> front;
  for (const std::size_t i : nondominated(means)) {
    outcome.front.push_back(contenders[i]);
    front.push_back(means[i]);
  }
  if (const auto knee = knee_of(front)) outcome.knee = outcome.front[*knee];
  if (std::optional<Objectives> limit = reference(weights)) {
    for (std::size_t k = 0; k < objectives_; ++k) {
      const double unit = (*limit)[k] == 0 ? 1 : std::abs((*limit)[k]);
      for (Objectives& point : front) point[k] /= unit;
      (*limit)[k] /= unit;
    }
    outcome.hypervolume = hypervolume(front, *limit);
  }
  return outcome;
}

/// Without points that another one dominates under every seed: it does in every resample; and
/// without those that did the same as an earlier one, which share its fate.
std::vector<std::size_t> FrontBuilder::contenders() {
  std::map<std::vector<Objectives>, std::size_t> first;
  std::vector<std::vector<Objectives>> runs;
  std::vector<std::size_t> points;
  for (std::size_t i = 0; i < panel_.points.size(); ++i) {
    std::vector<Objectives> own;
    for (std::size_t s = 0; s < panel_.seeds.size(); ++s) own.push_back(at_seed(i, s));
    const auto [place, is_new] = first.emplace(own, i);
    same_as_.push_back(place->second);
    if (!is_new) continue;
    runs.push_back(std::move(own));
    points.push_back(i);
  }
  std::vector<std::size_t> able;
  for (const std::size_t i : never_dominated_throughout(runs)) able.push_back(points[i]);
  return able;
}

void FrontBuilder::describe(Front& front) const {
  for (const PanelPoint& point : panel_.points) {
    FrontPoint& described = front.points.emplace_back();
    described.row = point.row;
    described.serves_less = point.serves_less;
    for (std::size_t k = 0; k < objectives_; ++k) {
      described.means.push_back(mean_interval(point.values[k], question_.confidence));
      if (!baseline_ || point.row == panel_.baseline) continue;
      const std::vector<double>& base = panel_.points[*baseline_].values[k];
      std::vector<SeedPair> pairs;
      for (std::size_t s = 0; s < base.size(); ++s) pairs.push_back({point.values[k][s], base[s]});
      described.changes.push_back(paired_difference(pairs, question_.confidence));
    }
  }
}

void FrontBuilder::resample(const std::vector<std::size_t>& contenders, Front& front) const {
  const SeedResamples resamples(panel_.seeds.size(), question_.resamples);
  const double share = 1 / static_cast<double>(resamples.size());
  std::vector<double> volumes;
  for (std::size_t r = 0; r < resamples.size(); ++r) {
    const Outcome one = outcome(contenders, resamples.weights(r));
    for (const std::size_t point : one.front) front.points[point].front_share += share;
    if (one.knee) front.points[*one.knee].knee_share += share;
    if (one.hypervolume) volumes.push_back(*one.hypervolume);
  }
  front.hypervolume_interval = volume_interval(front.hypervolume, std::move(volumes),
                                               panel_.seeds.size(), question_.confidence);
}

Front FrontBuilder::front() {
  Front front;
  describe(front);
  if (!panel_.points.empty()) {
    const std::vector<std::uint32_t> once(panel_.seeds.size(), 1);
    const std::vector<std::size_t> able = contenders();
    const Outcome means = outcome(able, once);
    for (const std::size_t point : means.front) front.points[point].on_front = true;
    if (means.knee) front.points[*means.knee].is_knee = true;
    front.hypervolume = means.hypervolume.value_or(0);
    if (const auto limit = reference(once)) {
      for (std::size_t k = 0; k < objectives_; ++k)
        front.reference.push_back(sign(k) * (*limit)[k]);
    }
    resample(able, front);
    for (std::size_t i = 0; i < front.points.size(); ++i) {
      const FrontPoint& first = front.points[same_as_[i]];
      front.points[i].on_front = first.on_front;
      front.points[i].front_share = first.front_share;
    }
  }
  const auto order = [&](const FrontPoint& a, const FrontPoint& b) {
    if (a.on_front != b.on_front) return a.on_front;
    if (!a.on_front && a.front_share != b.front_share) return a.front_share > b.front_share;
    return sign(0) * a.means[0].mean < sign(0) * b.means[0].mean;
  };
  std::ranges::stable_sort(front.points, order);
  front.panel = std::move(panel_);
  return front;
}

}  // namespace

Front front_of(const io::StudyIndex& index, const FrontQuestion& question) {
  return FrontBuilder(seed_panel(index, question.panel), question).front();
}

}  // namespace servesweep::sweep
