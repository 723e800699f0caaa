#pragma once

#include <map>
#include <vector>

#include "engine/scenario.h"
#include "tests/engine/oracle/naive_link.h"
#include "tests/engine/oracle/naive_tier.h"

namespace servesweep::engine::oracle {

/// Names of a request's leading full blocks; kNoHash from the first private one on.
using BlockNames = std::vector<BlockHash>;

/// All lower tiers of an instance with their links and the two policies about copies, block by
/// block and transfer by transfer. What has been moved is known when poll() was called.
class NaiveTiers {
 public:
  explicit NaiveTiers(const Scenario& scenario);

  [[nodiscard]] bool enabled() const { return !tiers_.empty(); }
  [[nodiscard]] bool defers() const { return defers_; }
  [[nodiscard]] bool prefetches() const { return prefetches_; }

  /// A request asks for its blocks.
  void ask(const BlockNames& names);
  /// Whether what it finds from block `from` on is arriving or being loaded by somebody.
  [[nodiscard]] bool is_busy(const BlockNames& names, std::int32_t from) const;
  /// How many blocks from block `from` on it should load.
  [[nodiscard]] std::int32_t loadable(const BlockNames& names, std::int32_t from,
                                      TimeUs now_us) const;
  /// Starts to load `blocks` of them; returns the load's number.
  std::int32_t load(const BlockNames& names, std::int32_t from, std::int32_t blocks, TimeUs now_us,
                    TimeUs launch_us);
  [[nodiscard]] TimeUs load_end_us(std::int32_t load) const;

  /// Offers the blocks from `from` on for storing; false if the first tier has no room for them.
  [[nodiscard]] bool store(const BlockNames& names, std::int32_t from, TimeUs now_us);

  /// Learns what has been moved; returns the loads that are complete.
  [[nodiscard]] std::vector<std::int32_t> poll(TimeUs now_us);

  [[nodiscard]] std::int32_t blocks() const;
  [[nodiscard]] std::int64_t stored() const { return stored_; }
  [[nodiscard]] std::int64_t loaded() const { return loaded_; }

 private:
  struct Transfer {
    std::int32_t number = 0;  ///< on its link
    std::int32_t load = -1;
    BlockNames names;
  };
  struct Tier {
    NaiveTier content;
    NaiveLink down, up;
    std::vector<Transfer> storing, loading;
  };

  [[nodiscard]] std::vector<std::size_t> sources(const BlockNames& names, std::int32_t from) const;
  [[nodiscard]] bool wants_stored(BlockHash name) const;
  [[nodiscard]] bool copy_into(std::size_t tier, const BlockNames& names, TimeUs now_us);
  [[nodiscard]] static Transfer take(std::vector<Transfer>& transfers, std::int32_t number);

  std::vector<Tier> tiers_;
  std::int32_t block_tokens_, min_lookups_ = 0;
  bool defers_ = true, prefetches_ = false;
  double min_load_tokens_ = 0, load_factor_ = 1, prefill_us_per_token_;
  std::map<BlockHash, std::int32_t> lookups_;
  std::int32_t loads_ = 0;
  std::int64_t stored_ = 0, loaded_ = 0;
};

}  // namespace servesweep::engine::oracle
