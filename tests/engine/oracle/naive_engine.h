#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "engine/workload/workload.h"
#include "tests/engine/oracle/naive_scheduler.h"

namespace servesweep::engine::oracle {

/// One executed step.
struct NaiveStep {
  TimeUs start_us = 0, end_us = 0;
  std::vector<NaiveShare> shares;
  std::int32_t free_after = 0;  ///< free blocks once its results have been processed
};

/// One instance, simulated the slow and obvious way: what Simulator must be equal to. First-come or
/// static priorities, linear latencies, lower memory tiers that hold copies, open loop, no horizon;
/// both profiles and any mixture of their switches.
class NaiveEngine {
 public:
  explicit NaiveEngine(const Scenario& scenario);

  /// Runs the workload to its end; once per object. The workload must outlive this.
  void run(const Workload& workload);

  [[nodiscard]] std::vector<RequestRecord> records() const;
  [[nodiscard]] const std::vector<NaiveStep>& steps() const { return steps_; }
  [[nodiscard]] TimeUs end_us() const { return end_us_; }
  [[nodiscard]] const BlockPool& pool() const { return scheduler_.pool(); }
  [[nodiscard]] const NaiveTiers& tiers() const { return scheduler_.tiers(); }

 private:
  void prepare(const Workload& workload);
  [[nodiscard]] TimeUs next_arrival_us() const;
  void enqueue_next();
  void run_effects_at_end();
  [[nodiscard]] bool launch_step(TimeUs now_us);
  void run_effects_at_start();
  [[nodiscard]] TimeUs length_us(const std::vector<NaiveShare>& shares) const;
  void process(NaiveStep& step);
  void record_token(NaiveRequest& request, const NaiveStep& step) const;
  void record_finish(NaiveRequest& request, const NaiveStep& step) const;

  Scenario scenario_;
  NaiveScheduler scheduler_;
  TimeUs overhead_us_;
  std::vector<std::unique_ptr<NaiveRequest>> requests_;
  std::vector<NaiveRequest*> arriving_;  ///< in the order in which they reach the queue
  std::size_t arrived_ = 0;
  std::deque<NaiveStep> in_flight_;
  std::vector<NaiveStep> steps_;
  TimeUs end_us_ = 0;
};

}  // namespace servesweep::engine::oracle
