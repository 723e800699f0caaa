#include "sweep/statistics/mser5.h"

#include <limits>
#include <vector>

#include "sweep/statistics/moments.h"

namespace servesweep::sweep {
namespace {

constexpr std::size_t kBatch = 5, kLeastLeft = 5, kLeastBatches = 20;

std::vector<double> batch_means(std::span<const double> series) {
  std::vector<double> means(series.size() / kBatch);
  for (std::size_t i = 0; i < means.size(); ++i) {
    means[i] = mean_of(series.subspan(i * kBatch, kBatch));
  }
  return means;
}

/// How many batches to cut, so that at least `least_left` remain.
std::size_t best_cut(const std::vector<double>& batches, std::size_t least_left) {
  // From the last batch backwards, so that mean and squares are those of what a cut leaves
  // (Welford's recurrence: no cancellation, and exactly 0 for equal values).
  double mean = 0, squares = 0, least = std::numeric_limits<double>::infinity();
  std::size_t best = 0;
  for (std::size_t left = 1; left <= batches.size(); ++left) {
    const auto count = static_cast<double>(left);
    const double deviation = batches[batches.size() - left] - mean;
    mean += deviation / count;
    squares += deviation * (batches[batches.size() - left] - mean);
    const double error = squares / (count * count);
    if (left < least_left || error > least) continue;
    least = error;
    best = batches.size() - left;
  }
  return best;
}

}  // namespace

Truncation mser5(std::span<const double> series) {
  const std::vector<double> batches = batch_means(series);
  if (batches.size() < kLeastBatches) return {};
  const std::size_t best = best_cut(batches, kLeastLeft);
  return {.cut = best * kBatch, .is_valid = 2 * best <= batches.size()};
}

Truncation mser5_in_first_half(std::span<const double> series) {
  const std::vector<double> batches = batch_means(series);
  if (batches.size() < kLeastBatches) return {};
  const std::size_t most = batches.size() / 2;
  const std::size_t best = best_cut(batches, batches.size() - most);
  return {.cut = best * kBatch, .is_valid = best < most};
}

}  // namespace servesweep::sweep
