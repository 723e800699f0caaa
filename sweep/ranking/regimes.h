#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/metrics/saturation.h"
#include "sweep/ranking/ranking.h"
#include "sweep/statistics/expectation.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// What is asked about the regimes of a study: how every strategy fares on each workload.
struct RegimesQuestion {
  RankingQuestion ranking;  ///< its first `shown` metrics are shown, the others serve the table
  std::size_t shown = kUsual;
  double drift = 0.1;  ///< largest relative change of a stationary mean

  /// Shown of every study; the last of them is the share served.
  static constexpr std::size_t kUsual = 5;
};

/// How many runs of a strategy on a workload have which label of the load.
struct LabelCounts {
  std::array<std::size_t, 4> runs{};  ///< by engine::Saturation

  [[nodiscard]] std::size_t total() const;
  /// The most frequent one, of equally many the gravest; nothing without runs.
  [[nodiscard]] std::optional<engine::Saturation> mode() const;
  [[nodiscard]] std::size_t of(engine::Saturation label) const {
    return runs[static_cast<std::size_t>(label)];
  }
};

/// Requests of a run that were not served, mean over seeds.
struct Unserved {
  double rejected = 0, dropped = 0, unfinished = 0;
};

/// A strategy on a workload.
struct RegimeRow {
  RankedPoint ranked;  ///< comparisons by shown metric, their verdicts adjusted over all regimes
  LabelCounts labels;
  /// Mean TTFT of the second half of the measuring window against the first, over seeds; and
  /// whether its change stays within the question's drift. Nothing without a window.
  std::optional<PairedDifference> halves;
  Finding stationary = Finding::undecided;
  Unserved unserved;
  double warm_up_fraction = 0;  ///< share of requests before the window
};

struct Regime {
  std::int64_t workload = 0;    ///< index in the study
  std::vector<RegimeRow> rows;  ///< the baseline, then the others in the order of the study
  std::size_t family = 0;       ///< comparisons over which a verdict in one metric is adjusted
};

/// The question for a study, against its own baseline. Shown: P99 of TTFT and E2E, output
/// throughput, goodput and the share served; then the study's objectives that are none of these.
[[nodiscard]] RegimesQuestion regimes_question(const Study& study, double confidence, double drift);

/// Answers it: each strategy at the point that rank() shows; of the others than the baseline only
/// `only`, if that is not empty. Verdicts are adjusted by Holm's method over all points and
/// workloads of the study, whether or not they are shown, metric by metric
/// (RankingQuestion::across_workloads): a strategy's point was chosen from all of its points by the
/// same data, "wins in these regimes" is one family of claims, and a verdict does not depend on who
/// is looked at. A strategy that serves less than the baseline is better in no metric that does not
/// count the unserved. Stationary (held) if the confidence interval of the relative change lies
/// within the drift, not so (failed) if it lies outside; see judge(). Precondition: `index` has the
/// columns of the question's ranking.
[[nodiscard]] std::vector<Regime> regimes(const Study& study, const io::StudyIndex& index,
                                          const RegimesQuestion& question, const std::string& only);

/// How a strategy compares with the baseline over the shown metrics.
enum class RegimeOutcome : std::uint8_t { wins, trades, loses, untold };

/// Wins: better in something, worse in nothing; loses: the other way round; trades: both.
[[nodiscard]] RegimeOutcome outcome_of(const RegimeRow& row);
[[nodiscard]] const char* name_of(RegimeOutcome outcome);

}  // namespace servesweep::sweep
