#include "sweep/distribute/drain.h"

#include "engine/base/contract.h"

namespace servesweep::sweep {

namespace {

// Only lock-free atomics may be touched by a signal handler.
std::atomic<bool> drain_requested{false};
std::atomic<bool> interrupted{false};
std::atomic<bool> listening{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void on_drain_signal(int signal_number) {
  drain_requested = true;
  if (signal_number == SIGINT && interrupted.exchange(true)) {
    // Blocked while we are in here, so the default action follows on return.
    signal(SIGINT, SIG_DFL);
    raise(SIGINT);
  }
}

}  // namespace

DrainSignals::DrainSignals() {
  [[maybe_unused]] const bool twice = listening.exchange(true);
  SERVESWEEP_EXPECT(!twice);
  drain_requested = false;
  interrupted = false;
  struct sigaction action {};
  action.sa_handler = on_drain_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &action, &former_[i]);
}

DrainSignals::~DrainSignals() {
  for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &former_[i], nullptr);
  listening = false;
}

const std::atomic<bool>& DrainSignals::flag() const {
  return drain_requested;
}

void DrainSignals::request() {
  drain_requested = true;
}

}  // namespace servesweep::sweep
