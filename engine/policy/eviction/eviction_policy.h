#pragma once

#include "engine/policy/parameters.h"
#include "engine/signal/block_facts.h"

namespace servesweep::engine {

/// Released blocks stand in one of these levels until they are reused or evicted.
inline constexpr int kEvictionLevels = 8;
/// The level whose blocks lose their standing when they expire.
inline constexpr int kPinnedLevel = kEvictionLevels - 1;

/// Decides how soon blocks that nobody references any more are reused: from level 0 upward, and
/// within a level the one released first goes first. Within a request its last block goes before
/// its first. Blocks without content come before all of them (if the profile says so).
class EvictionPolicy {
 public:
  virtual ~EvictionPolicy() = default;

  /// A new run begins.
  virtual void reset(const EvictionSetting&) {}

  /// Level of the blocks: 0 … kEvictionLevels − 1. Must be monotone in `first_block`.
  [[nodiscard]] virtual int level(const ReleasedBlocks& released) const = 0;

  /// Blocks in kPinnedLevel count as level 0 from so long after their release on.
  [[nodiscard]] virtual TimeUs expires_after_us() const { return kForever; }
  /// All blocks fall by one level each time that so much time has passed; not with an expiry.
  [[nodiscard]] virtual TimeUs sinks_every_us() const { return kForever; }
  /// level() reads `first_block`: runs that span a border are divided there.
  [[nodiscard]] virtual bool depends_on_position() const { return false; }
  /// level() reads `reuses`: only then are they exact for every block.
  [[nodiscard]] virtual bool counts_reuses() const { return false; }
  /// The one released last goes first within its level.
  [[nodiscard]] virtual bool newest_first() const { return false; }
  /// level() is 0 whatever it is asked, so that nobody need ask.
  [[nodiscard]] virtual bool one_level() const { return false; }

  // ---- policies that learn from conversations
  /// Only then are the next two called.
  [[nodiscard]] virtual bool observes_turns() const { return false; }
  virtual void turn_ended(const TurnEvent&) {}
  /// Returns what expires_after_us() is from now on in this instance.
  [[nodiscard]] virtual TimeUs turn_arrived(const TurnEvent&) { return expires_after_us(); }

  // ---- bounds
  /// Only then are ReleasedBlocks::next_use_us known, and what is used latest goes first within its
  /// level. Not implementable: the scenario must name the oracle as its predictor.
  [[nodiscard]] virtual bool needs_oracle() const { return false; }
};

}  // namespace servesweep::engine
