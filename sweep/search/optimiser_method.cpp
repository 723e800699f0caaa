#include "sweep/search/optimiser_method.h"

#include <algorithm>
#include <array>

namespace servesweep::sweep {
namespace {

/// By the enumerator's place.
constexpr std::array<std::string_view, 6> kMethodNames = {"random", "sobol", "latin-hypercube",
                                                          "bayes",  "nsga2", "cmaes"};

}  // namespace

std::string_view optimiser_method_name(OptimiserMethod method) {
  return kMethodNames[static_cast<std::size_t>(method)];
}

std::optional<OptimiserMethod> optimiser_method_named(std::string_view name) {
  const auto found = std::ranges::find(kMethodNames, name);
  if (found == kMethodNames.end()) return std::nullopt;
  return static_cast<OptimiserMethod>(found - kMethodNames.begin());
}

std::vector<std::string> optimiser_method_names() {
  return {kMethodNames.begin(), kMethodNames.end()};
}

}  // namespace servesweep::sweep
