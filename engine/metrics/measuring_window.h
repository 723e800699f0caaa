#pragma once

#include <array>
#include <optional>
#include <vector>

#include "engine/metrics/request_record.h"
#include "engine/metrics/summary.h"

namespace servesweep::engine {

/// Which requests of a run its figures are of: those that arrive from a time on. The others warm
/// the cluster up. A turn of a conversation that was never sent counts: it is missed, not early.
///
/// Rates are the exception: they are of what completes between the window's beginning and the last
/// arrival, whenever that came, as it is the work of that time. Work of the window's requests alone
/// would miss what earlier ones still get in its beginning; and with the time in which the cluster
/// runs empty a rate would be that of the longest answer.
class MeasuringWindow {
 public:
  /// A new run; without a time its figures are of all requests, and nothing is added here.
  /// `counts_first_tokens`: whether first tokens are output tokens to instances' counters.
  void reset(std::optional<TimeUs> from_us, bool counts_first_tokens);

  [[nodiscard]] bool is_given() const { return is_given_; }
  [[nodiscard]] TimeUs begin_us() const { return begin_us_; }

  /// Notes the record of a request, and whether it met its targets. False if it came before the
  /// window.
  bool take(const RequestRecord& record, bool within_targets);

  /// Unfinished requests that came before the window.
  [[nodiscard]] std::int64_t unfinished_before() const { return unfinished_before_; }

  /// Puts sums over the window's requests, and its rates, where the summary has those of the whole
  /// run. Precondition: is_given().
  void apply(Summary& summary) const;

 private:
  [[nodiscard]] std::int64_t& count(RequestStatus status) {
    return by_status_[static_cast<std::size_t>(status)];
  }
  [[nodiscard]] std::int64_t count(RequestStatus status) const {
    return by_status_[static_cast<std::size_t>(status)];
  }
  [[nodiscard]] std::int64_t output_tokens_of(const RequestRecord& record) const;
  [[nodiscard]] std::optional<WindowHalves> halves() const;

  /// Of a request that got a first token.
  struct Answer {
    TimeUs arrival_us = 0, ttft_us = 0;
  };

  /// Of any request.
  struct Completion {
    TimeUs end_us = 0;
    std::int64_t output_tokens = 0;
    bool within_targets = false;
  };
  void apply_rates(Summary& summary) const;

  bool is_given_ = false, counts_first_tokens_ = true;
  TimeUs begin_us_ = 0, first_us_ = kForever, last_us_ = 0;
  std::int64_t before_ = 0, unfinished_before_ = 0;
  std::int64_t input_tokens_ = 0, output_tokens_ = 0, preemptions_ = 0;
  std::array<std::int64_t, 6> by_status_{};
  std::vector<Answer> answers_;
  std::vector<Completion> completions_;
};

}  // namespace servesweep::engine
