#include "engine/policy/admission/graded.h"

namespace servesweep::engine {
namespace {

constexpr StreamPurpose kGradedDraw("admission.graded");

}  // namespace

PolicyInfo Graded::info() {
  return {.name = "graded",
          .what = "sheds sheddable requests at random, more of them the fuller the pool",
          .formula =
              "s as in saturation-cliff; P = min(1, gain·s^power); reject sheddable "
              "requests with probability P, standard ones with standard_share·P",
          .source = "llm-d router, probabilistic admitter (standard_share = 0)",
          .parameters = GradedShedding::parameters()};
}

Graded::Graded(const Parameters& parameters) : shedding_(parameters, kGradedDraw) {}

}  // namespace servesweep::engine
