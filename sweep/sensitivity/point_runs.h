#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "sweep/search/search_space.h"
#include "sweep/search/unit_points.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// What points gave in one metric: one row per point, one column per seed. The row of a point that
/// could not be simulated is NaN.
using Responses = Eigen::MatrixXd;

/// What is to be simulated at every point.
struct PointQuestion {
  std::size_t strategy = 0;          ///< in Study::strategies()
  std::size_t workload = 0;          ///< in Study::workloads()
  std::vector<std::size_t> metrics;  ///< in Study::metrics()
  std::vector<std::uint64_t> seeds;
  int threads = 0;  ///< 0 = as many as there are
};

/// Simulates points of a strategy's unit cube, and stores nothing. Every point meets the same
/// seeds. Positions that mean the same settings are simulated once; those that a constraint between
/// parameters or the engine refuses are not.
class PointRuns {
 public:
  /// Of so many simulations of a call, so many are done.
  using Progress = std::function<void(std::size_t done, std::size_t all)>;

  /// Keeps the study by reference.
  PointRuns(const Study& study, PointQuestion question);

  /// By metric: responses of the points.
  [[nodiscard]] std::vector<Responses> at(const UnitPoints& points, const Progress& progress = {});
  /// The same of the baseline's default point: one row.
  [[nodiscard]] std::vector<Responses> of_baseline();

  /// Over all calls.
  [[nodiscard]] std::size_t simulations() const { return simulations_; }
  [[nodiscard]] const SearchSpace& space() const { return space_; }

 private:
  /// Points with something to simulate, each once, and where its values belong.
  struct Distinct {
    std::vector<engine::Scenario> scenarios;
    std::vector<std::vector<Eigen::Index>> rows;
  };
  [[nodiscard]] Distinct distinct(const UnitPoints& points) const;
  [[nodiscard]] std::vector<Responses> simulate(const Distinct& distinct, Eigen::Index points,
                                                const Progress& progress);

  const Study& study_;
  PointQuestion question_;
  SearchSpace space_;
  std::vector<WorkloadFile> workloads_;  ///< one
  std::size_t simulations_ = 0;
};

}  // namespace servesweep::sweep
