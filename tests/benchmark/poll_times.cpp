#include "tests/benchmark/poll_times.h"

#include <chrono>
#include <cmath>

#include "engine/base/contract.h"
#include "sweep/distribute/backoff.h"

namespace servesweep::benchmark {

double next_poll_s(double idle_since_s, double now_s, double slack_s) {
  SERVESWEEP_EXPECT(slack_s >= 0);
  sweep::Backoff backoff;
  double poll_s = idle_since_s;
  double nap_s = 0, last_nap_s = -1;
  while (poll_s < now_s && nap_s != last_nap_s) {
    last_nap_s = nap_s;
    nap_s = std::chrono::duration<double>(backoff.next()).count() + slack_s;
    poll_s += nap_s;
  }
  // From here on all naps are of one length.
  if (poll_s < now_s) poll_s += std::ceil((now_s - poll_s) / nap_s) * nap_s;
  return poll_s;
}

}  // namespace servesweep::benchmark
