#include "sweep/search/optimiser_method.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::optimiser_method_test {

TEST_CASE("methods have names, and names methods") {
  CHECK(optimiser_method_name(OptimiserMethod::latin_hypercube) == "latin-hypercube");
  CHECK(optimiser_method_name(OptimiserMethod::cmaes) == "cmaes");
  CHECK(optimiser_method_names().size() == 6);
  for (const std::string& name : optimiser_method_names()) {
    const auto method = optimiser_method_named(name);
    REQUIRE(method);
    CHECK(optimiser_method_name(*method) == name);
  }
  CHECK_FALSE(optimiser_method_named("Bayes"));
}

}  // namespace servesweep::sweep::optimiser_method_test
