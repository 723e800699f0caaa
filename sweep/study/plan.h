#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/base/ids.h"
#include "engine/scenario.h"
#include "io/hdf5/run_key.h"
#include "sweep/study/point.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

using PointId = engine::Id<struct PointTag>;  ///< index into Plan::points()
using RunId = engine::Id<struct RunTag>;      ///< index into Plan::runs()

/// A strategy with every parameter fixed.
struct PlannedPoint {
  std::size_t strategy = 0;  ///< index into Study::strategies(); 0 is the baseline
  Point point;
  engine::Scenario scenario;  ///< validated
};

/// The unit of work: a point on a workload with a seed.
struct PlannedRun {
  PointId point;
  std::size_t workload = 0;       ///< of Study::run_workload()
  std::uint32_t replication = 0;  ///< index of its seed in Study::all_seeds()
  std::uint64_t seed = 0;
  io::RunKey key;
  RunId same_as;  ///< the first run with this key: itself, unless two points are the same scenario
};

/// Every run of a study, in a fixed order: by strategy (baseline first), then point (last parameter
/// fastest), then workload, then seed. A search that learns plans the baseline first and adds the
/// rest as it decides; if it is a race with a horizon, the baseline's runs on shortened workloads
/// follow those on whole ones. Runs with equal keys are one simulation that counts for both. Refers
/// to nothing: a plan outlives its study.
class Plan {
 public:
  /// Expands the search. Problem at the line of the file to blame if any point is invalid, so that
  /// nothing runs before everything can.
  [[nodiscard]] static Plan of(const Study& study);

  /// The point of a strategy: there already, or added. Problem as of(); nothing is added then.
  PointId add_point(const Study& study, std::size_t strategy, const Point& point);
  /// Adds the runs of a point on every workload, or the first part of every workload if
  /// `shortened`, with `seeds` of the study's seeds, from the first_seed-th on, and returns them in
  /// plan order. Precondition: the plan does not have them.
  std::vector<RunId> add_runs(const Study& study, PointId point, std::size_t first_seed,
                              std::size_t seeds, bool shortened = false);
  /// The same on one workload.
  std::vector<RunId> add_runs_on(const Study& study, PointId point, std::size_t workload,
                                 std::size_t first_seed, std::size_t seeds);

  /// How many seeds it has of a point on a workload.
  [[nodiscard]] std::size_t seeds_of(PointId point, std::size_t workload);

  /// References to points stay valid while the plan grows.
  [[nodiscard]] const std::deque<PlannedPoint>& points() const { return points_; }
  [[nodiscard]] const std::vector<PlannedRun>& runs() const { return runs_; }
  /// Grid points of all strategies that violate a constraint, and so are no points.
  [[nodiscard]] std::size_t left_out() const;
  /// The runs to simulate: the first of each key, in plan order.
  [[nodiscard]] std::vector<RunId> distinct_runs() const;
  [[nodiscard]] std::size_t distinct_count() const { return distinct_; }
  /// Whether a run is on the first part of a workload only: for a race, not for results.
  [[nodiscard]] bool is_shortened(const PlannedRun& run) const {
    return run.workload >= whole_workloads_;
  }

  /// "slo-cascade base_critical=10 step_budget=962".
  [[nodiscard]] std::string label(PointId point) const;
  /// "slo-cascade base_critical=10 step_budget=962 | orthogonal-burst | seed 42".
  [[nodiscard]] std::string label(RunId run) const;

  /// Core-seconds of the distinct runs, given seconds per run for each of Study::run_workload()
  /// (from a pilot).
  [[nodiscard]] double core_seconds(std::span<const double> seconds_per_run) const;

  /// Counts, how points came about, and the first and last of each strategy, as lines of text.
  [[nodiscard]] std::string describe() const;

  /// Hash of all run keys in order, 32 hexadecimal digits: equal plans ask for equal results.
  [[nodiscard]] std::string fingerprint() const;

 private:
  /// What only a growing plan needs.
  struct Lookup {
    std::map<std::pair<std::size_t, std::string>, PointId> points;  ///< by strategy and settings
    std::unordered_map<std::string, RunId> first_runs;              ///< by key
    std::map<std::pair<PointId, std::size_t>, std::size_t> seeds;   ///< runs by point, workload
  };
  void find_equal_runs();
  /// The seeds of the study from the first on.
  struct SeedRange {
    std::size_t first = 0, count = 0;
  };
  void append_runs(const Study& study, PointId point, SeedRange seeds, bool shortened);
  void append_runs_on(const Study& study, PointId point, std::size_t workload, SeedRange seeds,
                      const std::string& scenario_text);
  std::vector<RunId> look_up_from(std::size_t next);
  [[nodiscard]] Lookup& lookup();

  std::string study_;
  std::vector<std::string> strategies_, workloads_;
  std::size_t whole_workloads_ = 0;          ///< first of workloads_
  std::vector<std::string> workload_texts_;  ///< that enter run keys
  std::vector<std::string> notes_;           ///< by strategy: how its points came about
  std::vector<std::size_t> left_out_;        ///< by strategy: grid points that violate a constraint
  std::size_t seeds_ = 0;
  std::deque<PlannedPoint> points_;
  std::vector<PlannedRun> runs_;
  std::size_t distinct_ = 0;  ///< runs that are the first of their key
  std::optional<Lookup> lookup_;
};

}  // namespace servesweep::sweep
