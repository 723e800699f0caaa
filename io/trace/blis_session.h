#pragma once

#include <cstdint>

#include "engine/base/ids.h"
#include "io/trace/blis_rows.h"

namespace servesweep::io {

/// What the rounds of one session of a BLIS trace so far mean for the next.
class BlisSession {
 public:
  /// Rounds that have passed, hence the index of the next one.
  [[nodiscard]] std::int32_t rounds() const { return rounds_; }
  /// The request of the latest round.
  [[nodiscard]] engine::RequestId latest() const { return latest_; }

  /// A round of the session records how long its user thought: then 0 means no pause, otherwise it
  /// means that nothing was recorded.
  void note_think_time(const BlisRow& row) {
    thinks_ = thinks_ || (row.round > 0 && row.think_us.value_or(0) > 0);
  }
  /// Between the answer of the latest round and `row`, the next one: the recorded think time; else
  /// the time from that answer to this send, at least 0; without an answer the time between the
  /// two sends, which then includes whatever the server took.
  [[nodiscard]] engine::TimeUs think_us(const BlisRow& row) const;

  /// Tokens of the next prompt if prompts grow. It is the latest prompt, its answer and the new
  /// input, or after a compaction a prompt with nothing in common with those before.
  [[nodiscard]] std::int64_t grown_tokens(const BlisRow& row) const;
  /// Compactions up to and including the latest round.
  [[nodiscard]] std::int32_t compactions() const { return compactions_; }
  /// Tokens of the prefix group, and the group, at the front of the latest prompt.
  [[nodiscard]] std::int32_t prefix_tokens() const { return prefix_tokens_; }
  [[nodiscard]] std::int32_t group() const { return group_; }

  /// The next round is `row`, with a prompt of `input_tokens` in all.
  void add(const BlisRow& row, std::int32_t input_tokens, engine::RequestId request);

 private:
  [[nodiscard]] bool compacts(const BlisRow& row) const {
    return rounds_ > 0 && row.reset_tokens > 0;
  }

  std::int32_t rounds_ = 0, compactions_ = 0;
  std::int32_t group_ = -1, prefix_tokens_ = 0;
  bool thinks_ = false;
  std::int64_t context_tokens_ = 0;  ///< latest prompt and answer
  engine::RequestId latest_;
  engine::TimeUs time_us_ = 0, done_us_ = 0;
};

}  // namespace servesweep::io
