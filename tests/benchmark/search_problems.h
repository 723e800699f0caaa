#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sweep/search/optimiser.h"
#include "sweep/search/pareto.h"
#include "sweep/search/search_space.h"

namespace servesweep::benchmark {

/// A published test function of multi-objective optimisation: objectives to be minimised over the
/// unit cube.
struct SearchProblem {
  std::string name;
  std::size_t dimensions = 0;
  sweep::Objectives reference;  ///< of the hypervolume
  double best_hypervolume = 0;  ///< of the whole front
  std::size_t batch = 1;        ///< points that are usually asked for at once
  std::vector<double> noise{};  ///< standard deviations of what an optimiser is told; or none
  sweep::Objectives (*objectives)(const sweep::UnitPoint& x) = nullptr;
  /// Of the objectives: holds if at most 0. Null: everything is feasible.
  double (*constraint)(const sweep::Objectives& objectives) = nullptr;

  [[nodiscard]] sweep::SearchSpace space() const;
  [[nodiscard]] bool is_feasible(const sweep::Objectives& objectives) const;
};

/// - branin-currin, branin-currin-noisy (standard deviations 15.19 and 0.63): Branin and Currin et
///   al. (1991) in 2 dimensions, as BoTorch's test function
/// - c2-dtlz2: Deb and Jain, 2014, in 4 dimensions with 1 constraint, radius 0.2
/// - dtlz2: Deb et al., 2002, and zdt1: Zitzler et al., 2000, both in 6 dimensions
/// - vehicle-safety: Liao et al., 2008, as Tanabe and Ishibuchi (2020) have it: mass, acceleration
///   and intrusion in a crash by 5 thicknesses
[[nodiscard]] const std::vector<SearchProblem>& search_problems();

/// In the order above.
[[nodiscard]] std::vector<std::string> search_problem_names();
/// Precondition: one of the names.
[[nodiscard]] const SearchProblem& search_problem(const std::string& name);

}  // namespace servesweep::benchmark
