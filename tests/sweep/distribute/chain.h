#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "sweep/distribute/distribute.h"
#include "sweep/distribute/wire.h"

namespace servesweep::sweep {

/// A search in miniature, one per rank: what a generation's tasks compute depends on the sum of the
/// results of the one before, so a result lost, doubled, early or of the wrong generation shows in
/// the last sum. A generation may be empty (its sum is 0).
class Chain {
 public:
  /// `widths`: tasks of each generation.
  explicit Chain(std::vector<std::size_t> widths) : widths_(std::move(widths)) {}

  /// Callbacks::more: the next generation if the last is through. The last one comes with `closed`
  /// if `close_with_last`, otherwise that is said when its results are there.
  [[nodiscard]] Supply more(bool close_with_last = false) {
    if (received_ < supplied_) return {};
    if (next_ == widths_.size()) return {.closed = true};
    const std::size_t width = widths_[next_++];
    WireWriter text;
    text.number(static_cast<std::int32_t>(supplied_));
    text.number(std::exchange(sum_, 0));
    supplied_ += width;
    return {.extension = Extension{Tasks(width), text.take()},
            .closed = close_with_last && next_ == widths_.size()};
  }

  /// Callbacks::on_extension.
  void listen(const std::string& text) {
    WireReader reader(text);
    const auto first = reader.number<std::int32_t>();
    const std::lock_guard lock(mutex_);
    seed_of_[first] =
        reader.number<std::int64_t>();  // an empty generation's first is the next one's
  }

  /// Callbacks::run_task.
  [[nodiscard]] std::string run(TaskId task) const {
    WireWriter writer;
    writer.number(task.value());
    writer.number(told_value(task));
    return writer.take();
  }

  /// Callbacks::on_chunk_done.
  [[nodiscard]] static std::string commit(const std::vector<TaskResult>& results) {
    std::string all;
    for (const TaskResult& result : results) all += result.bytes;
    return all;
  }

  /// Callbacks::on_result. @throws std::logic_error if it comes before its task is explained here
  void receive(const std::string& bytes) {
    for (WireReader reader(bytes); !reader.at_end(); ++received_) {
      const TaskId task(reader.number<std::int32_t>());
      const auto result = reader.number<std::int64_t>();
      if (result != told_value(task)) throw std::logic_error("a rank was told something else");
      sum_ = (sum_ + result) % kModulus;
    }
  }

  [[nodiscard]] Callbacks callbacks() {
    return {.run_task = [this](TaskId task) { return run(task); },
            .on_chunk_done = commit,
            .on_result = [this](const std::string& bytes) { receive(bytes); },
            .more = [this] { return more(); },
            .on_extension = [this](const std::string& text) { listen(text); }};
  }

  /// On rank 0.
  [[nodiscard]] std::size_t supplied() const { return supplied_; }
  [[nodiscard]] std::size_t received() const { return received_; }
  [[nodiscard]] std::int64_t last_sum() const { return sum_; }

  /// last_sum() of the whole chain, by a plain loop.
  [[nodiscard]] static std::int64_t expected_sum(const std::vector<std::size_t>& widths) {
    std::int64_t seed = kStart;
    for (const std::size_t width : widths) {
      std::int64_t sum = 0;
      for (std::size_t i = 0; i < width; ++i) {
        sum = (sum + value(seed, static_cast<std::int64_t>(i))) % kModulus;
      }
      seed = sum;
    }
    return seed;
  }

 private:
  static constexpr std::int64_t kStart = 17;
  static constexpr std::int64_t kModulus = 1'000'003;

  static std::int64_t value(std::int64_t seed, std::int64_t position) {
    return (31 * seed + position * position + 1) % kModulus;
  }

  [[nodiscard]] std::int64_t told_value(TaskId task) const {
    const std::lock_guard lock(mutex_);
    const auto after = seed_of_.upper_bound(task.value());
    if (after == seed_of_.begin()) throw std::logic_error("a task came before its explanation");
    const auto& [first, seed] = *std::prev(after);
    return value(seed, task.value() - first);
  }

  std::vector<std::size_t> widths_;
  std::size_t next_ = 0;  ///< generation
  std::size_t supplied_ = 0;
  std::size_t received_ = 0;
  std::int64_t sum_ = kStart;
  mutable std::mutex mutex_;
  std::map<std::int32_t, std::int64_t> seed_of_;  ///< by the generation's first task
};

}  // namespace servesweep::sweep
