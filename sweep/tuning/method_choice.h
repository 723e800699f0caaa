#pragma once

#include <cstddef>
#include <string>

#include "io/yaml/document.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// What a study's search is led by, and why, in words.
struct MethodChoice {
  /// A record {method, why}. Problem for another method than one that learns.
  [[nodiscard]] static MethodChoice read(const io::Document& document);

  SearchMethod method = SearchMethod::bayes;
  std::string why;

  friend bool operator==(const MethodChoice&, const MethodChoice&) = default;
};

/// What `search: {method: auto}` is led by.
///
/// A proposal of Bayesian optimisation costs a few ms (kProposalSeconds, growing with the number of
/// points), one of NSGA-II nothing; so the first is worth it while a point costs more than its
/// proposal, or while points are few, where it finds more than any other method with the same
/// number (docs/search.md). `run_seconds`: of one simulation on one thread, measured. `threads`: of
/// the whole job.
[[nodiscard]] MethodChoice choose_method(const Study& study, double run_seconds,
                                         std::size_t threads);

}  // namespace servesweep::sweep
