#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace servesweep::sweep {

/// How points are proposed.
enum class OptimiserMethod : std::uint8_t { random, sobol, latin_hypercube, bayes, nsga2, cmaes };

/// As studies and command lines write it: random, sobol, latin-hypercube, bayes, nsga2, cmaes.
[[nodiscard]] std::string_view optimiser_method_name(OptimiserMethod method);
/// The method of that name; none if there is none.
[[nodiscard]] std::optional<OptimiserMethod> optimiser_method_named(std::string_view name);
/// All of them, in the order above.
[[nodiscard]] std::vector<std::string> optimiser_method_names();

}  // namespace servesweep::sweep
