#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace servesweep::engine {

/// ARC as vLLM's CPU manager runs it, block by block, after the rules as they are written down:
/// what ArcOrder must be equal to. Lists go from old to new.
class NaiveArc {
 public:
  using Key = std::pair<std::int32_t, std::int32_t>;  ///< (chain, block)

  explicit NaiveArc(std::size_t capacity) : capacity_(capacity) {}

  [[nodiscard]] bool has(Key key) const { return references_.contains(key); }
  [[nodiscard]] std::size_t blocks() const { return references_.size(); }
  [[nodiscard]] std::size_t idle_blocks() const {
    std::size_t idle = 0;
    for (const auto& [key, references] : references_) idle += references == 0 ? 1 : 0;
    return idle;
  }

  /// Room for these keys, and a place for each; what was evicted, or nothing if impossible. Of the
  /// request's own keys none is evicted.
  std::optional<std::vector<Key>> store(const std::vector<Key>& missing,
                                        const std::vector<Key>& own) {
    std::vector<Key> evicted;
    const std::size_t room = capacity_ - blocks();
    if (missing.size() > room) {
      const auto found = evict(missing.size() - room, {own.begin(), own.end()});
      if (!found) return std::nullopt;
      evicted = *found;
    }
    for (const Key& key : missing) {
      once_.push_back(key);
      std::erase(ghosts_once_, key);
      std::erase(ghosts_again_, key);
      references_[key] = kOnTheWay;
    }
    return evicted;
  }
  void arrive(Key key) { references_[key] = 0; }

  void touch(const std::vector<Key>& keys) {
    for (auto key = keys.rbegin(); key != keys.rend(); ++key) touch(*key);
  }

  void pin(Key key) { ++references_[key]; }
  void unpin(Key key) { --references_[key]; }

  std::optional<std::vector<Key>> evict(std::size_t count, const std::set<Key>& own) {
    std::vector<std::pair<Key, bool>> victims;
    std::set<Key> taken = own;
    std::size_t once = once_.size();
    for (; count > 0; --count) {
      std::optional<Key> victim;
      if (once >= static_cast<std::size_t>(target_)) victim = oldest_idle(once_, taken);
      const bool from_once = victim.has_value();
      if (!victim) victim = oldest_idle(again_, taken);
      if (!victim) return std::nullopt;
      if (from_once) --once;
      taken.insert(*victim);
      victims.emplace_back(*victim, from_once);
    }
    std::vector<Key> evicted;
    for (const auto& [key, from_once] : victims) {
      std::erase(from_once ? once_ : again_, key);
      (from_once ? ghosts_once_ : ghosts_again_).push_back(key);
      references_.erase(key);
      evicted.push_back(key);
    }
    for (std::deque<Key>* ghosts : {&ghosts_once_, &ghosts_again_}) {
      while (ghosts->size() > capacity_) ghosts->pop_front();
    }
    return evicted;
  }

 private:
  static constexpr int kOnTheWay = -1;

  static bool in(const std::deque<Key>& list, Key key) {
    return std::ranges::find(list, key) != list.end();
  }
  static void to_end(std::deque<Key>& list, Key key) {
    std::erase(list, key);
    list.push_back(key);
  }
  [[nodiscard]] std::optional<Key> oldest_idle(const std::deque<Key>& list,
                                               const std::set<Key>& taken) const {
    for (const Key& key : list) {
      if (references_.at(key) == 0 && !taken.contains(key)) return key;
    }
    return std::nullopt;
  }

  void touch(Key key) {
    const auto ratio = [](const std::deque<Key>& a, const std::deque<Key>& b) {
      return std::max(1.0, static_cast<double>(a.size()) / static_cast<double>(b.size()));
    };
    if (in(once_, key)) {
      std::erase(once_, key);
      (references_[key] == kOnTheWay ? once_ : again_).push_back(key);
    } else if (in(again_, key)) {
      to_end(again_, key);
    } else if (in(ghosts_once_, key)) {
      target_ =
          std::min(target_ + ratio(ghosts_again_, ghosts_once_), static_cast<double>(capacity_));
      to_end(ghosts_once_, key);
    } else if (in(ghosts_again_, key)) {
      target_ = std::max(target_ - ratio(ghosts_once_, ghosts_again_), 0.0);
      to_end(ghosts_again_, key);
    }
  }

  std::size_t capacity_;
  std::deque<Key> once_, again_;                ///< T1, T2
  std::deque<Key> ghosts_once_, ghosts_again_;  ///< B1, B2
  std::map<Key, int> references_;               ///< of all that is in T1 and T2
  double target_ = 0;                           ///< p
};

}  // namespace servesweep::engine
