#pragma once

#include <rapidcheck.h>

#include "tests/engine/workload/target_workload.h"

namespace servesweep::engine {

/// Recipes of every kind for property tests: all arrival processes, constant and varying rates,
/// windows, prefixes, conversations of both modes with and without context, caps and horizons.
inline rc::Gen<WorkloadSpec> random_specs() {
  return rc::gen::exec([] {
    WorkloadSpec spec = target_workload();
    spec.requests = *rc::gen::inRange(1, 700);
    if (*rc::gen::inRange(0, 3) == 0) {
      spec.requests = 0;
      spec.horizon_us = *rc::gen::inRange(1000, 200'000);
    }
    if (*rc::gen::inRange(0, 3) == 0) spec.rate_profile = SineProfile{50'000, 0.9, 7};
    for (ClientSpec& client : spec.clients) {
      client.arrival.process = *rc::gen::element(ArrivalProcess::poisson, ArrivalProcess::gamma,
                                                 ArrivalProcess::weibull, ArrivalProcess::constant);
      client.arrival.cv.reset();
      if (*rc::gen::inRange(0, 3) == 0) {
        client.prefix_group = "";
        client.prefix_tokens = 0;
      }
      if (*rc::gen::inRange(0, 4) == 0) client.windows = {{10'000, 60'000}, {70'000, 90'000}};
      if (*rc::gen::inRange(0, 4) == 0) client.rate_profile = StepProfile{{{3000, 1}, {900, 0}}};
      if (*rc::gen::inRange(0, 2) == 0) continue;
      client.session =
          SessionSpec{.rounds = GeometricLength{1.0 + *rc::gen::inRange(0, 6)},
                      .think_time_us = LognormalDuration{2000, 3000},
                      .accumulate_context = *rc::gen::arbitrary<bool>(),
                      .mode = *rc::gen::element(SessionMode::open, SessionMode::closed)};
    }
    return spec;
  });
}

}  // namespace servesweep::engine
