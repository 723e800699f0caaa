#include "sweep/distribute/drain.h"

#include "engine/base/contract.h"

namespace servesweep::sweep {

namespace {

// Only lock-free atomics may be touched by a signal handler.
std::atomic<bool> drain_requested{false};
std::atomic<bool> interrupted{false};
std::atomic<bool> listening{false};
std::atomic<bool> listened_early{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void on_drain_signal(int signal_number) {
  drain_requested = true;
  if (signal_number == SIGINT && interrupted.exchange(true)) {
    // Blocked while we are in here, so the default action follows on return.
    signal(SIGINT, SIG_DFL);
    raise(SIGINT);
  }
}

/// Whoever started us wants it to mean nothing.
bool stays_ignored(int signal_number) {
  struct sigaction now {};
  sigaction(signal_number, nullptr, &now);
  return signal_number == SIGHUP && now.sa_handler == SIG_IGN;
}

void listen_to(int signal_number, struct sigaction* former) {
  if (stays_ignored(signal_number)) {
    if (former != nullptr) sigaction(signal_number, nullptr, former);
    return;
  }
  struct sigaction action {};
  action.sa_handler = on_drain_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(signal_number, &action, former);
}

}  // namespace

void DrainSignals::listen_early() {
  listened_early = true;
  for (const int signal_number : kSignals) listen_to(signal_number, nullptr);
}

DrainSignals::DrainSignals() {
  [[maybe_unused]] const bool twice = listening.exchange(true);
  SERVESWEEP_EXPECT(!twice);
  if (!listened_early.exchange(false)) {
    drain_requested = false;
    interrupted = false;
  }
  for (std::size_t i = 0; i < kSignals.size(); ++i) listen_to(kSignals[i], &former_[i]);
}

void DrainSignals::renew() {
  for (const int signal_number : kSignals) listen_to(signal_number, nullptr);
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
