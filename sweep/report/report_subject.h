#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/scenario.h"
#include "sweep/cli/results.h"
#include "sweep/ranking/best_set.h"
#include "sweep/ranking/ranking.h"

namespace servesweep::sweep {

/// What the reader of a report asks for.
struct ReportQuestion {
  std::string folder;         ///< as commands shall name it
  std::string baseline = {};  ///< a strategy of the study; empty: the study's own baseline
  std::string strategy = {};  ///< to look at closely; empty: the best that can be built
  std::string workload = {};  ///< to look at closely; empty: the study's first one
  bool simulates = true;      ///< whether sections may simulate again what the folder does not hold
  int threads = 0;            ///< of these simulations; 0: all that the process may use
};

/// What all sections of a report are about: a folder's results, ranked as `servesweep rank` ranks
/// them, and on one workload one strategy that is looked at closely beside the baseline. Refers to
/// the results, which load columns when they are asked to.
struct ReportSubject {
  /// Problem that names the option if the study does not have what is asked for, or if the folder
  /// holds no finished run.
  [[nodiscard]] static ReportSubject of(Results& results, ReportQuestion question);

  Results& results;
  ReportQuestion asked;
  RankingQuestion question;        ///< of all workloads; what it needs is loaded
  std::vector<Ranking> rankings;   ///< by workload
  std::vector<BestSet> best_sets;  ///< by workload
  std::size_t workload = 0;        ///< looked at closely: index into Study::workloads()
  RankedPoint baseline;            ///< on that workload, at the point that its ranking shows
  /// The strategy that is looked at closely, there: as asked, or the first in the ranking that is
  /// no bound. Empty if none but the baseline has finished a run.
  std::optional<RankedPoint> chosen;
  std::vector<std::uint64_t> seeds;  ///< that both have done there, in the study's order

  /// The point chosen. LeftOut if there is none.
  [[nodiscard]] const RankedPoint& chosen_point() const;
  /// Index into Study::strategies() of a ranked point's strategy.
  [[nodiscard]] std::size_t strategy_of(const RankedPoint& point) const;
  [[nodiscard]] const engine::Scenario& scenario_of(const RankedPoint& point) const;
  /// Its parameters: "step_budget=4096"; empty if its strategy has none.
  [[nodiscard]] std::string parameters_of(const RankedPoint& point) const;
  [[nodiscard]] const std::string& workload_name() const;
  /// For sections that simulate: LeftOut, with the command that tells the same, if they shall not.
  void need_simulation(const std::string& command) const;
};

}  // namespace servesweep::sweep
