#include "sweep/statistics/best_subset.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/base/contract.h"
#include "sweep/statistics/moments.h"
#include "sweep/statistics/student_t.h"

namespace servesweep::sweep {
namespace {

/// The test of one pair: nothing is allocated, as it runs for every pair.
class Screen {
 public:
  Screen(std::size_t systems, std::size_t seeds, double confidence)
      : n_(static_cast<double>(seeds)) {
    const double error = (1 - confidence) / (static_cast<double>(systems) - 1);
    const double two_sided = 1 - 2 * error;
    const double t = two_sided > 0 ? student_t_quantile(two_sided, seeds - 1) : 0;
    threshold_ = t * t / n_;
    sign_decides_ = std::pow(0.5, n_) < error;
  }

  /// Whether a − b, of mean `mean` > 0, is above 0 by more than chance.
  [[nodiscard]] bool beats(const std::vector<double>& a, const std::vector<double>& b,
                           double mean) const {
    bool constant = true;
    double squares = 0;
    for (std::size_t s = 0; s < a.size(); ++s) {
      const double difference = a[s] - b[s];
      constant = constant && difference == a[0] - b[0];
      squares += (difference - mean) * (difference - mean);
    }
    return constant ? sign_decides_ : mean * mean > threshold_ * squares / (n_ - 1);
  }

 private:
  double n_, threshold_ = 0;
  bool sign_decides_ = false;
};

}  // namespace

std::vector<bool> best_subset(std::span<const std::vector<double>> systems, Goal goal,
                              double confidence) {
  std::vector<bool> kept(systems.size(), true);
  if (systems.size() < 2 || systems.front().size() < 2) return kept;
  std::vector<double> means(systems.size());
  std::ranges::transform(systems, means.begin(),
                         [](const auto& values) { return mean_of(values); });
  std::vector<std::size_t> order(systems.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const double sign = goal == Goal::minimize ? 1 : -1;
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return sign * means[i]; });

  const Screen screen(systems.size(), systems.front().size(), confidence);
  for (std::size_t place = 1; place < order.size(); ++place) {
    const std::size_t i = order[place];
    SERVESWEEP_EXPECT(systems[i].size() == systems.front().size());
    for (std::size_t above = 0; above < place && kept[i]; ++above) {  // the best beat the most
      const std::size_t j = order[above];
      const double lead = sign * (means[i] - means[j]);
      if (!(lead > 0)) break;  // level with this one and with all up to itself
      kept[i] = goal == Goal::minimize ? !screen.beats(systems[i], systems[j], lead)
                                       : !screen.beats(systems[j], systems[i], lead);
    }
  }
  return kept;
}

}  // namespace servesweep::sweep
