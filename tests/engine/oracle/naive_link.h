#pragma once

#include <vector>

#include "engine/base/ids.h"

namespace servesweep::engine::oracle {

/// One direction of a link to a tier, simulated microsecond by microsecond.
class NaiveLink {
 public:
  NaiveLink(double tokens_per_us, TimeUs base_us, bool serial);

  /// Starts to move `tokens` at `from_us` or now; returns the transfer's number.
  std::int32_t start(TimeUs now_us, std::int64_t tokens, TimeUs from_us);
  /// Numbers of the transfers that are complete, in order of completion, then of start; they are
  /// forgotten.
  [[nodiscard]] std::vector<std::int32_t> collect(TimeUs now_us);
  /// When this transfer is complete if no other one starts.
  [[nodiscard]] TimeUs completion_us(std::int32_t number) const;
  /// How long a transfer would take that starts now, were its share to stay what it is then.
  [[nodiscard]] double estimate_us(TimeUs now_us, std::int64_t tokens) const;

 private:
  struct Transfer {
    std::int32_t number = 0;
    double left = 0;  ///< tokens
    TimeUs begins_us = 0;
    TimeUs complete_us = kNever;
  };

  void advance(TimeUs to_us);
  [[nodiscard]] bool is_active(const Transfer& transfer) const {
    return transfer.complete_us == kNever && transfer.begins_us <= clock_us_;
  }
  void pass_one_us();

  double tokens_per_us_;
  TimeUs base_us_;
  bool serial_;
  TimeUs clock_us_ = 0, free_from_us_ = 0;
  std::int32_t started_ = 0;
  std::vector<Transfer> transfers_;  ///< not collected, in order of start
};

}  // namespace servesweep::engine::oracle
