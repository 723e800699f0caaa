#include "tests/engine/oracle/naive_link.h"

#include <algorithm>
#include <cmath>

namespace servesweep::engine::oracle {
namespace {

constexpr double kNanosecond_us = 1e-3;

/// Tokens as far as they can be told apart in spite of rounding.
std::int64_t rounded(double tokens) {
  return std::llround(tokens * 1e6);
}

}  // namespace

NaiveLink::NaiveLink(double tokens_per_us, TimeUs base_us, bool serial)
    : tokens_per_us_(tokens_per_us), base_us_(base_us), serial_(serial) {}

std::int32_t NaiveLink::start(TimeUs now_us, std::int64_t tokens, TimeUs from_us) {
  advance(now_us);
  from_us = std::max(from_us, now_us);
  Transfer transfer{
      .number = started_++, .left = static_cast<double>(tokens), .begins_us = from_us + base_us_};
  if (serial_) {
    const double alone_us = static_cast<double>(tokens) / tokens_per_us_;
    free_from_us_ = std::max(free_from_us_, from_us) + base_us_ +
                    static_cast<TimeUs>(std::ceil(alone_us - kNanosecond_us));
    transfer.complete_us = free_from_us_;
  }
  transfers_.push_back(transfer);
  return transfer.number;
}

void NaiveLink::advance(TimeUs to_us) {
  while (clock_us_ < to_us) {
    if (serial_ || transfers_.empty()) {
      clock_us_ = to_us;
    } else {
      pass_one_us();
    }
  }
}

void NaiveLink::pass_one_us() {
  const auto sharing = std::ranges::count_if(
      transfers_, [this](const Transfer& transfer) { return is_active(transfer); });
  const double share = tokens_per_us_ / static_cast<double>(sharing);
  std::vector<Transfer*> through;
  for (Transfer& transfer : transfers_) {
    if (!is_active(transfer)) continue;
    transfer.left -= share;
    if (transfer.left / share <= kNanosecond_us) through.push_back(&transfer);
  }
  ++clock_us_;
  for (Transfer* transfer : through) transfer->complete_us = clock_us_;
}

std::vector<std::int32_t> NaiveLink::collect(TimeUs now_us) {
  advance(now_us);
  std::vector<Transfer> complete;
  for (const Transfer& transfer : transfers_) {
    if (transfer.complete_us != kNever && transfer.complete_us <= now_us)
      complete.push_back(transfer);
  }
  std::erase_if(transfers_, [now_us](const Transfer& transfer) {
    return transfer.complete_us != kNever && transfer.complete_us <= now_us;
  });
  // Within a microsecond, whoever would have been through first.
  std::ranges::stable_sort(complete, [](const Transfer& a, const Transfer& b) {
    return a.complete_us != b.complete_us ? a.complete_us < b.complete_us
                                          : rounded(a.left) < rounded(b.left);
  });
  std::vector<std::int32_t> numbers;
  for (const Transfer& transfer : complete) numbers.push_back(transfer.number);
  return numbers;
}

TimeUs NaiveLink::completion_us(std::int32_t number) const {
  NaiveLink ahead = *this;
  for (;; ahead.advance(ahead.clock_us_ + 1)) {
    for (const Transfer& transfer : ahead.transfers_) {
      if (transfer.number == number && transfer.complete_us != kNever) return transfer.complete_us;
    }
  }
}

double NaiveLink::estimate_us(TimeUs now_us, std::int64_t tokens) const {
  const auto base_us = static_cast<double>(base_us_);
  const double alone_us = static_cast<double>(tokens) / tokens_per_us_;
  if (serial_) {
    return static_cast<double>(std::max<TimeUs>(free_from_us_ - now_us, 0)) + base_us + alone_us;
  }
  NaiveLink then = *this;
  then.advance(now_us);
  const auto others = std::ranges::count_if(
      then.transfers_, [](const Transfer& transfer) { return transfer.complete_us == kNever; });
  return base_us + alone_us * static_cast<double>(others + 1);
}

}  // namespace servesweep::engine::oracle
