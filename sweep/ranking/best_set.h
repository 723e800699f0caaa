#pragma once

#include <cstdint>
#include <vector>

#include "io/hdf5/study_index.h"
#include "sweep/ranking/ranking.h"
#include "sweep/ranking/seed_panel.h"

namespace servesweep::sweep {

/// The points of a workload that cannot be told from the best one in the metric that orders.
struct BestSet {
  /// Above so many candidates nothing is screened: pairs grow with their square.
  static constexpr std::size_t kMostCandidates = 20'000;

  std::vector<std::int64_t> points{};  ///< ids, rising; empty if nothing was screened
  std::size_t candidates = 0;          ///< points that were screened
  std::size_t seeds = 0;
  std::vector<AbsentPoint> absent{};       ///< not screened, and why
  std::vector<std::int64_t> serve_less{};  ///< not screened either: see below

  [[nodiscard]] bool contains(std::int64_t point) const;
};

/// Screens all points of a workload, the baseline's too, whether a ranking shows them or not: a
/// shown one was picked from them on the same seeds, so only all of them together are a fixed set
/// that a guarantee can be about. With probability `question.confidence` the point whose true mean
/// is best is kept (best_subset()).
///
/// Left out: points that lack a seed of the baseline's (of RankingQuestion::panel_seeds, if any),
/// have no value in some run, break a constraint or belong to a bound; and, unless the metric
/// counts them as missed (counts_the_unserved()), those that serve a smaller share of the requests
/// than the baseline. Precondition: as for rank().
[[nodiscard]] BestSet best_set(const io::StudyIndex& index, const RankingQuestion& question,
                               std::int64_t workload);

}  // namespace servesweep::sweep
