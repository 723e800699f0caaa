#pragma once

#include <vector>

#include "tests/engine/oracle/block_hasher.h"

namespace servesweep::engine::oracle {

/// Content of one lower tier: a list of copies of single blocks, the least recently used first.
/// Private blocks have no name; nobody finds them.
class NaiveTier {
 public:
  explicit NaiveTier(std::int32_t capacity) : capacity_(capacity) {}

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
  void touch(const std::vector<BlockHash>& names);
  /// Readable ones stay until they are unpinned; then, the first is the most recently used.
  void pin(const std::vector<BlockHash>& names);
  void unpin(const std::vector<BlockHash>& names);

 private:
  struct Copy {
    BlockHash name = kNoHash;
    bool readable = false;
    std::int32_t pins = 0;
  };
  [[nodiscard]] static bool is_idle(const Copy& copy) { return copy.readable && copy.pins == 0; }
  [[nodiscard]] const Copy* find(BlockHash name) const;
  [[nodiscard]] Copy* find_in(BlockHash name, bool readable);
  void make_newest(Copy* copy);

  std::int32_t capacity_;
  std::vector<Copy> copies_;
};

}  // namespace servesweep::engine::oracle
