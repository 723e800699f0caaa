#pragma once

#include <vector>

#include "tests/engine/oracle/block_hasher.h"

namespace servesweep::engine::oracle {

/// Content of one lower tier: a list of copies of single blocks, the least recently used first.
/// Private blocks have no name; nobody finds them.
///
/// Adaptive (Megiddo and Modha, FAST 2003, as vLLM's CPU offloading has it), copies seen once and
/// those seen again are evicted apart, and the names of what went last tell how many of the former
/// are worth their place. Else all stay copies seen once, and the oldest goes.
class NaiveTier {
 public:
  NaiveTier(std::int32_t capacity, bool adaptive) : capacity_(capacity), adaptive_(adaptive) {}

  [[nodiscard]] std::int32_t blocks() const { return static_cast<std::int32_t>(copies_.size()); }
  [[nodiscard]] bool is_readable(BlockHash name) const;
  [[nodiscard]] bool is_arriving(BlockHash name) const;

  /// Evicts copies that nobody loads until `blocks` more fit; appends their names. False, and no
  /// change, if too few can go.
  [[nodiscard]] bool make_room(std::int32_t blocks, std::vector<BlockHash>& evicted);
  /// These are on their way here and take space.
  void expect(const std::vector<BlockHash>& names);
  /// They are here: the first one is the most recently used.
  void arrive(const std::vector<BlockHash>& names);
  /// Of those that can be read and that nobody loads, the first becomes the most recently used.
  /// Adaptive: of all, and those that can be read have been seen again.
  void touch(const std::vector<BlockHash>& names);
  /// The adaptive tier takes storing a prompt for asking for all of it.
  void touch_after_store(const std::vector<BlockHash>& names) {
    if (adaptive_) touch(names);
  }
  /// Readable ones stay until they are unpinned; then, the first is the most recently used, except
  /// in an adaptive tier, whose order loads leave alone.
  void pin(const std::vector<BlockHash>& names);
  void unpin(const std::vector<BlockHash>& names);

 private:
  struct Copy {
    BlockHash name = kNoHash;
    bool readable = false;
    std::int32_t pins = 0;
    bool again = false;  ///< seen again
  };
  [[nodiscard]] static bool is_idle(const Copy& copy) { return copy.readable && copy.pins == 0; }
  [[nodiscard]] const Copy* find(BlockHash name) const;
  [[nodiscard]] Copy* find_in(BlockHash name, bool readable);
  void make_newest(Copy* copy);
  [[nodiscard]] std::vector<std::size_t> victims(std::int32_t count) const;
  void remove(std::vector<std::size_t> positions);
  void learn_from(BlockHash name);

  std::int32_t capacity_;
  bool adaptive_;
  std::vector<Copy> copies_;
  double target_ = 0;                              ///< wanted number of copies seen once
  std::vector<BlockHash> gone_once_, gone_again_;  ///< evicted or asked for last at the end
};

}  // namespace servesweep::engine::oracle
