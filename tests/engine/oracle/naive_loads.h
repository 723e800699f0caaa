#pragma once

#include <vector>

#include "tests/engine/oracle/block_pool.h"
#include "tests/engine/oracle/naive_request.h"
#include "tests/engine/oracle/naive_tiers.h"

namespace servesweep::engine::oracle {

/// Requests whose prefix comes back from lower tiers, and what is copied there, after the published
/// behaviour of vLLM's KV connector.
class NaiveLoads {
 public:
  NaiveLoads(const Scenario& scenario, BlockPool& pool)
      : tiers_(scenario),
        pool_(pool),
        block_tokens_(scenario.kv.block_tokens),
        gate_(scenario.switches.full_sequence_gate) {}

  [[nodiscard]] const NaiveTiers& tiers() const { return tiers_; }
  /// Requests that do not run but hold blocks, in order of the start of their loads.
  [[nodiscard]] const std::vector<NaiveRequest*>& holders() const { return holders_; }

  enum class Start : std::uint8_t { nothing, no_memory, aside, held };
  /// A request asks for what lower tiers have behind the blocks `found` in GPU memory; a load must
  /// not take the blocks that are `promised` to others.
  [[nodiscard]] Start start(NaiveRequest& request, const std::vector<std::int32_t>& found,
                            std::int32_t promised, std::int32_t watermark, TimeUs now_us,
                            TimeUs launch_us);

  /// A request begins to run with what it has loaded, or loads: others find it from now on.
  void take_part(NaiveRequest& request);
  /// Nobody can run: the last to load, of those that have loaded, gives its blocks up.
  [[nodiscard]] bool give_up_one(const NaiveRequest& asking);

  /// Until when the loads of requests in the step just planned last; 0 if there are none.
  [[nodiscard]] TimeUs take_awaited_until_us();

  void poll(TimeUs now_us);
  /// The first `computed` tokens of a request are in GPU memory.
  void offer(NaiveRequest& request, std::int32_t computed, TimeUs now_us);

 private:
  [[nodiscard]] BlockNames names(const NaiveRequest& request, std::int32_t tokens) const;
  void publish(NaiveRequest& request);

  NaiveTiers tiers_;
  BlockPool& pool_;
  std::int32_t block_tokens_;
  bool gate_;
  std::vector<NaiveRequest*> holders_;
  std::vector<std::int32_t> awaited_;  ///< loads
};

}  // namespace servesweep::engine::oracle
