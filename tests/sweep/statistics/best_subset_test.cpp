#include "sweep/statistics/best_subset.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <random>

namespace servesweep::sweep::test::best_subset_test {
namespace {

using Systems = std::vector<std::vector<double>>;

std::size_t count(const std::vector<bool>& kept) {
  return static_cast<std::size_t>(std::ranges::count(kept, true));
}

/// Normal systems of these means, each of variance 1, any two of them with that correlation.
class CorrelatedSystems {
 public:
  CorrelatedSystems(std::vector<double> means, double correlation)
      : means_(std::move(means)),
        shared_(std::sqrt(correlation)),
        own_(std::sqrt(1 - correlation)) {}

  Systems draw(std::size_t seeds) {
    Systems systems(means_.size(), std::vector<double>(seeds));
    for (std::size_t s = 0; s < seeds; ++s) {
      const double common = shared_ * normal_(random_);
      for (std::size_t i = 0; i < means_.size(); ++i) {
        systems[i][s] = means_[i] + common + own_ * normal_(random_);
      }
    }
    return systems;
  }

 private:
  std::vector<double> means_;
  double shared_, own_;
  std::mt19937_64 random_{20261126};
  boost::random::normal_distribution<double> normal_;
};

/// How often system 0 is kept, and how many are on average.
struct Outcome {
  double best_kept = 0, mean_size = 0;
};

Outcome repeat(CorrelatedSystems systems, std::size_t seeds, int repetitions) {
  Outcome outcome;
  for (int i = 0; i < repetitions; ++i) {
    const std::vector<bool> kept = best_subset(systems.draw(seeds), Goal::minimize, 0.95);
    outcome.best_kept += kept[0] ? 1 : 0;
    outcome.mean_size += static_cast<double>(count(kept));
  }
  outcome.best_kept /= repetitions;
  outcome.mean_size /= repetitions;
  return outcome;
}

}  // namespace

TEST_CASE("best subset: two systems by hand") {
  // Differences 1, 2, 3: mean 2, S = 1, standard error 1/√3, t = 3.464. One-sided quantiles for two
  // degrees of freedom, t(p) = (2p − 1)·√(2/(4p(1 − p))): 2.920 at 0.95, 6.965 at 0.99.
  const Systems systems{{10, 20, 30}, {11, 22, 33}};
  CHECK(best_subset(systems, Goal::minimize, 0.95) == std::vector<bool>{true, false});
  CHECK(best_subset(systems, Goal::minimize, 0.99) == std::vector<bool>{true, true});
  CHECK(best_subset(systems, Goal::maximize, 0.95) == std::vector<bool>{false, true});
}

TEST_CASE("best subset: each further system costs power") {
  // As above at 0.95, but error 0.05/2 for each of two others: t = 4.303 (the 97.5 % quantile).
  const Systems systems{{10, 20, 30}, {11, 22, 33}, {11, 22, 33}};
  CHECK(count(best_subset(systems, Goal::minimize, 0.95)) == 3);
}

TEST_CASE("best subset: pairs decide, not spreads") {
  // The systems vary by 100 over seeds and differ by 1 ± 0.1 on each.
  const Systems systems{{0, 100, 200, 300}, {1.1, 100.9, 201.0, 301.0}};
  CHECK(best_subset(systems, Goal::minimize, 0.95) == std::vector<bool>{true, false});
}

TEST_CASE("best subset: constant differences are judged by their sign") {
  const auto levels = [](std::size_t seeds) {
    return Systems{std::vector<double>(seeds, 0.1), std::vector<double>(seeds, 0.4)};
  };
  CHECK(count(best_subset(levels(4), Goal::minimize, 0.95)) == 2);  // 1/16 > 0.05
  CHECK(count(best_subset(levels(5), Goal::minimize, 0.95)) == 1);  // 1/32 < 0.05
  const Systems equal(3, std::vector<double>(20, 7.0));
  CHECK(count(best_subset(equal, Goal::minimize, 0.95)) == 3);
}

TEST_CASE("best subset: what cannot be judged is kept") {
  CHECK(best_subset({}, Goal::minimize, 0.95).empty());
  CHECK(count(best_subset(Systems{{1, 2}}, Goal::minimize, 0.95)) == 1);
  CHECK(count(best_subset(Systems{{1}, {100}}, Goal::minimize, 0.95)) == 2);
}

TEST_CASE("best subset: the best of ten correlated systems is kept as often as claimed") {
  // Equal means are the worst case. At 20,000 repetitions σ is 0.15 %.
  constexpr int kRepetitions = 20'000;
  for (const double correlation : {0.0, 0.8}) {
    CAPTURE(correlation);
    const Outcome level = repeat({std::vector<double>(10, 5.0), correlation}, 8, kRepetitions);
    CHECK(level.best_kept > 0.95 - 4 * 0.0015);
    CHECK(level.best_kept < 0.985);  // and no more cautious than Bonferroni's bound has to be
    CHECK(level.mean_size > 9);
  }
}

TEST_CASE("best subset: it shrinks as differences grow, the more so the more pairs correlate") {
  const auto means = [](double step) {
    std::vector<double> list;
    for (int i = 0; i < 10; ++i) list.push_back(step * i);
    return list;
  };
  constexpr int kRepetitions = 1000;
  const double small = repeat({means(0.1), 0.8}, 8, kRepetitions).mean_size;
  const double medium = repeat({means(0.5), 0.8}, 8, kRepetitions).mean_size;
  const double unpaired = repeat({means(0.5), 0.0}, 8, kRepetitions).mean_size;
  const Outcome large = repeat({means(3), 0.8}, 8, kRepetitions);
  CHECK(small > 6);
  CHECK(medium < 5);
  CHECK(unpaired > medium + 1.5);
  CHECK(large.mean_size < 1.05);
  CHECK(large.best_kept == 1);
}

}  // namespace servesweep::sweep::test::best_subset_test
