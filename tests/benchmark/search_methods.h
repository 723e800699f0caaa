#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sweep/search/optimiser.h"
#include "tests/benchmark/search_problems.h"

namespace servesweep::benchmark {

/// What `--method` may name.
[[nodiscard]] std::vector<std::string> search_method_names();

/// An optimiser for so many evaluations. Precondition: one of the names.
[[nodiscard]] std::unique_ptr<sweep::Optimiser> make_search_method(const std::string& name,
                                                                   const SearchProblem& problem,
                                                                   std::size_t evaluations,
                                                                   std::uint64_t seed);

}  // namespace servesweep::benchmark
