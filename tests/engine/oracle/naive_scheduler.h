#pragma once

#include <memory>
#include <vector>

#include "engine/policy/reservation/reservation_policy.h"
#include "tests/engine/oracle/block_pool.h"
#include "tests/engine/oracle/naive_loads.h"
#include "tests/engine/oracle/naive_queue.h"

namespace servesweep::engine::oracle {

/// Decides what a step computes: the running requests in order of admission, then waiting ones.
/// Written after the published behaviour of vLLM's V1 scheduler, one request and one block at a
/// time; the reference's scheduler is the same with other switches.
class NaiveScheduler {
 public:
  explicit NaiveScheduler(const Scenario& scenario);

  void queue(NaiveRequest& request, TimeUs now_us);
  /// Plans one step, which will be launched at `launch_us`. Everything that planning changes
  /// (progress, blocks, queues) has changed then.
  [[nodiscard]] std::vector<NaiveShare> schedule(TimeUs now_us, TimeUs launch_us);
  /// Loads lengthen the step just planned by so much.
  void book_stall(TimeUs stall_us);
  /// A token of a request has become known: it may be the last one, in which case it leaves.
  void deliver(NaiveRequest& request);

  [[nodiscard]] bool unfinished() const { return !running_.empty() || !waiting_.empty(); }
  [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }
  [[nodiscard]] std::size_t running() const { return running_.size(); }
  [[nodiscard]] const BlockPool& pool() const { return pool_; }
  [[nodiscard]] NaiveLoads& loads() { return loads_; }
  [[nodiscard]] const NaiveTiers& tiers() const { return loads_.tiers(); }
  [[nodiscard]] std::int32_t blocks_for(std::int32_t tokens) const {
    return (tokens + block_tokens_ - 1) / block_tokens_;
  }

 private:
  void running_pass();
  void waiting_pass();
  enum class Admission : std::uint8_t { admitted, aside, refused };
  [[nodiscard]] Admission admit(NaiveRequest& request);
  void come_back(NaiveRequest& request) const;
  [[nodiscard]] bool admit_loaded(NaiveRequest& request, std::int32_t kept);
  [[nodiscard]] bool admit_found(NaiveRequest& request, const std::vector<std::int32_t>& found,
                                 std::int32_t kept);
  void begin_to_run(NaiveRequest& request, std::int32_t cached, std::int32_t tokens);
  [[nodiscard]] std::int32_t findable(const NaiveRequest& request) const;
  [[nodiscard]] std::int32_t promised_blocks() const;
  /// Blocks that admissions leave free while somebody is running.
  [[nodiscard]] std::int32_t watermark() const { return running_.empty() ? 0 : watermark_blocks_; }
  /// … and what they leave beside it, for growth: to prompts in progress, and as the policy says.
  [[nodiscard]] std::int32_t growth(const NaiveRequest& candidate, std::int32_t cached);
  void advance(NaiveShare& share);
  [[nodiscard]] std::int32_t limited(std::int32_t tokens) const;
  [[nodiscard]] bool make_room(const NaiveRequest& asking);
  [[nodiscard]] NaiveRequest& victim() const;
  void preempt(NaiveRequest& victim);
  [[nodiscard]] static RequestFacts facts_of(const NaiveRequest& request);
  void take_blocks(NaiveRequest& request, std::int32_t tokens);
  void publish(NaiveRequest& request, std::int32_t tokens);
  void finish(NaiveRequest& request);

  ProfileSwitches switches_;
  BatchSpec limits_;
  std::int32_t block_tokens_, chunk_limit_ = 0, watermark_blocks_;
  bool spare_urgent_;
  BlockHasher hasher_;
  BlockPool pool_;
  NaiveLoads loads_;
  NaiveQueue waiting_;
  std::vector<NaiveRequest*> running_;
  std::unique_ptr<ReservationPolicy> reservation_;
  std::int64_t steps_ = 0, preemptions_ = 0;

  // ---- the step being planned
  TimeUs now_us_ = 0, launch_us_ = 0;
  std::int64_t budget_ = 0;
  bool preempted_ = false;
  std::vector<NaiveShare> shares_;
};

}  // namespace servesweep::engine::oracle
