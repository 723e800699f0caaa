#include "tests/benchmark/virtual_workers.h"

#include "engine/base/contract.h"

namespace servesweep::benchmark {

void VirtualWorkers::add(std::int64_t trial, double run_time) {
  SERVESWEEP_EXPECT(run_time >= 0);
  if (running_.size() == workers_) {
    waiting_.emplace(trial, run_time);
  } else {
    running_.push({.end = now_ + run_time, .number = begun_++, .trial = trial});
  }
}

std::int64_t VirtualWorkers::finish() {
  const Running done = running_.top();
  wait_until(done.end);
  running_.pop();
  if (!waiting_.empty()) {
    const auto [trial, run_time] = waiting_.front();
    waiting_.pop();
    add(trial, run_time);
  }
  return done.trial;
}

void VirtualWorkers::wait_until(double time) {
  SERVESWEEP_EXPECT(time >= now_ && (idle() || time <= next_end()));
  busy_ += static_cast<double>(running_.size()) * (time - now_);
  now_ = time;
}

double VirtualWorkers::busy_share() const {
  return now_ > 0 ? busy_ / (static_cast<double>(workers_) * now_) : 0;
}

}  // namespace servesweep::benchmark
