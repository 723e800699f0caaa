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
/// Bayesian optimisation thinks for some 20 ms about a point, NSGA-II does not. So the first is
/// worth it where points are few, of which it makes more than any other method, or where a point
/// costs so much that needing fewer of them pays for the thinking; NSGA-II is where points are many
/// and cheap (docs/search.md). `run_seconds`: of one simulation on one thread, measured. `threads`:
/// of the whole job.
[[nodiscard]] MethodChoice choose_method(const Study& study, double run_seconds,
                                         std::size_t threads);

}  // namespace servesweep::sweep
