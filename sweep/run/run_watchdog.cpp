#include "sweep/run/run_watchdog.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace servesweep::sweep {
namespace {

using Seconds = std::chrono::duration<double>;

/// How often it looks: a limit is kept to an eighth, without waking up in vain.
Seconds watch_pause(double limit_s) {
  return Seconds(std::clamp(limit_s / 8, 0.001, 0.25));
}

}  // namespace

RunWatchdog::RunWatchdog(double limit_s, double grace_s) : limit_s_(limit_s), grace_s_(grace_s) {
  if (limit_s_ > 0) thread_ = std::thread([this] { watch(); });
}

RunWatchdog::~RunWatchdog() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

RunWatchdog::Watch::Watch(RunWatchdog& dog, TaskId task) : dog_(dog), task_(task) {
  const std::lock_guard lock(dog_.mutex_);
  place_ = dog_.running_.size();
  dog_.running_.push_back(this);
}

RunWatchdog::Watch::~Watch() {
  const std::lock_guard lock(dog_.mutex_);
  Watch* const last = dog_.running_.back();
  dog_.running_[place_] = last;
  last->place_ = place_;
  dog_.running_.pop_back();
  if (hangs_) std::erase(dog_.hanging_, task_);  // it did end, before anybody heard of it
}

void RunWatchdog::watch() {
  const Seconds pause = watch_pause(limit_s_);
  std::unique_lock lock(mutex_);
  auto then = std::chrono::steady_clock::now();
  while (!wake_.wait_for(lock, pause, [this] { return over_; })) {
    const auto now = std::chrono::steady_clock::now();
    // More than a few pauses: it was suspended itself, and so were the runs.
    pass(std::min<Seconds>(now - then, 8 * pause).count());
    then = now;
  }
}

void RunWatchdog::pass(double seconds) {
  for (Watch* run : running_) {
    run->age_s_ += seconds;
    if (run->age_s_ >= limit_s_) run->stop_.store(true, std::memory_order_relaxed);
    if (run->hangs_ || run->age_s_ < limit_s_ + grace_s_) continue;
    run->hangs_ = true;
    hanging_.push_back(run->task_);
    has_hanging_.store(true);
  }
}

std::vector<TaskId> RunWatchdog::take_hanging() {
  if (!has_hanging_.load()) return {};
  const std::lock_guard lock(mutex_);
  has_hanging_.store(false);
  return std::exchange(hanging_, {});
}

}  // namespace servesweep::sweep
