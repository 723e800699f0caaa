#pragma once

#include <vector>

#include "engine/workload/request_source.h"

namespace servesweep::sweep {

/// Passes the requests of a source on to a run and notes what load they are: when single requests
/// and conversations start, and how long conversations pause between their turns.
class ArrivalWatch final : public engine::RequestSource {
 public:
  /// `source` stands at its first request and must outlive the watch.
  explicit ArrivalWatch(engine::RequestSource& source) : source_(source) {}

  [[nodiscard]] const engine::WorkloadHeader& header() const override { return source_.header(); }
  [[nodiscard]] std::span<const engine::Request> next_batch() override;
  [[nodiscard]] std::optional<engine::NumberedRequest> take_follower(
      engine::RequestId earlier) override;
  [[nodiscard]] std::optional<engine::NumberedRequest> take_leftover() override {
    return source_.take_leftover();
  }

  /// Single requests and conversations, and when the first and the last of them arrived.
  [[nodiscard]] std::int64_t starts() const { return starts_; }
  [[nodiscard]] engine::TimeUs first_start_us() const { return first_start_us_; }
  [[nodiscard]] engine::TimeUs last_start_us() const { return last_start_us_; }
  /// Think times of closed conversations, distances between turns of open ones; the sum.
  [[nodiscard]] double pauses_us() const { return pauses_us_; }

 private:
  void note(const engine::Request& request);

  engine::RequestSource& source_;
  std::int64_t starts_ = 0;
  engine::TimeUs first_start_us_ = 0, last_start_us_ = 0;
  double pauses_us_ = 0;
  std::vector<engine::TimeUs> last_turn_us_;  ///< by session
};

}  // namespace servesweep::sweep
