#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/base/interruption.h"
#include "sweep/distribute/task.h"

namespace servesweep::sweep {

/// Sees to it that no run of a rank takes longer than it may: tells it to stop, and notices those
/// that do not. A thread of its own looks at all of them a few times per limit. It counts the time
/// that passes while it is awake itself, so that a job which is suspended (SIGSTOP, a gang
/// scheduler, a sleeping laptop) loses no run, and clocks may jump as they like.
class RunWatchdog {
 public:
  /// `limit_s`: 0 = none, and no thread. `grace_s`: after that much more a run counts as hanging.
  RunWatchdog(double limit_s, double grace_s);
  ~RunWatchdog();
  RunWatchdog(const RunWatchdog&) = delete;
  RunWatchdog& operator=(const RunWatchdog&) = delete;

  /// A run under way, from construction on. Belongs to the thread that runs it.
  class Watch final : public engine::Interruption {
   public:
    Watch(RunWatchdog& dog, TaskId task);
    ~Watch() override;
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    [[nodiscard]] bool wanted() const override { return stop_.load(std::memory_order_relaxed); }

   private:
    friend class RunWatchdog;
    RunWatchdog& dog_;
    TaskId task_;
    std::size_t place_ = 0;  ///< in the list
    double age_s_ = 0;
    bool hangs_ = false;
    std::atomic<bool> stop_{false};
  };

  /// The tasks that hang, once each. Any thread; quick, as there are hardly ever any.
  [[nodiscard]] std::vector<TaskId> take_hanging();

 private:
  void watch();
  void pass(double seconds);

  const double limit_s_, grace_s_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool over_ = false;
  std::vector<Watch*> running_;
  std::vector<TaskId> hanging_;
  std::atomic<bool> has_hanging_{false};
  std::thread thread_;
};

}  // namespace servesweep::sweep
