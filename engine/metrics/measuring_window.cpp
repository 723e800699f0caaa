#include "engine/metrics/measuring_window.h"

#include <algorithm>

#include "engine/metrics/early_request.h"

namespace servesweep::engine {
namespace {

bool is_unfinished(RequestStatus status) {
  return status == RequestStatus::waiting || status == RequestStatus::running ||
         status == RequestStatus::unrouted;
}

}  // namespace

void MeasuringWindow::reset(std::optional<TimeUs> from_us, bool counts_first_tokens) {
  is_given_ = from_us.has_value();
  begin_us_ = from_us.value_or(0);
  counts_first_tokens_ = counts_first_tokens;
  first_us_ = kForever;
  last_us_ = 0;
  before_ = unfinished_before_ = input_tokens_ = output_tokens_ = preemptions_ = 0;
  by_status_.fill(0);
  answers_.clear();
  completions_.clear();
}

bool MeasuringWindow::take(const RequestRecord& record, bool within_targets) {
  if (record.status == RequestStatus::completed) {
    completions_.push_back({.end_us = record.finish_step_us + record.finish_step_length_us,
                            .output_tokens = output_tokens_of(record),
                            .within_targets = within_targets});
  }
  if (is_before(record, begin_us_)) {
    ++before_;
    if (is_unfinished(record.status)) ++unfinished_before_;
    return false;
  }
  ++count(record.status);
  preemptions_ += record.preemptions;
  if (record.arrival_us == kNever) return true;
  first_us_ = std::min(first_us_, record.arrival_us);
  last_us_ = std::max(last_us_, record.arrival_us);
  if (record.enqueued_us != kNever) input_tokens_ += record.input_tokens;
  if (record.ttft_us == kNever) return true;
  output_tokens_ += output_tokens_of(record);
  answers_.push_back({.arrival_us = record.arrival_us, .ttft_us = record.ttft_us});
  return true;
}

std::int64_t MeasuringWindow::output_tokens_of(const RequestRecord& record) const {
  const bool completed = record.status == RequestStatus::completed;
  const std::int64_t further =
      completed ? std::max(record.output_tokens, 1) - 1 : std::max(record.itl_count, 0);
  return further + (counts_first_tokens_ ? 1 : 0);
}

/// Before and after the middle of the time in which the window's requests arrive.
std::optional<WindowHalves> MeasuringWindow::halves() const {
  double sums_us[2] = {0, 0};
  std::int64_t counts[2] = {0, 0};
  const TimeUs middle_us = first_us_ + (last_us_ - first_us_) / 2;
  for (const Answer& answer : answers_) {
    const std::size_t half = answer.arrival_us > middle_us ? 1 : 0;
    sums_us[half] += static_cast<double>(answer.ttft_us);
    ++counts[half];
  }
  if (counts[0] == 0 || counts[1] == 0) return std::nullopt;
  return WindowHalves{.first_ttft_us = sums_us[0] / static_cast<double>(counts[0]),
                      .second_ttft_us = sums_us[1] / static_cast<double>(counts[1])};
}

void MeasuringWindow::apply(Summary& summary) const {
  summary.measure_from_us = begin_us_;
  summary.warm_up = before_;
  summary.halves = halves();
  summary.completed = count(RequestStatus::completed);
  summary.waiting = count(RequestStatus::waiting);
  summary.running = count(RequestStatus::running);
  summary.dropped = count(RequestStatus::dropped);
  summary.input_tokens = input_tokens_;
  summary.output_tokens = output_tokens_;
  summary.preemptions = preemptions_;
  const auto completed = static_cast<double>(summary.completed);
  summary.preemption_rate =
      summary.completed == 0 ? 0 : static_cast<double>(preemptions_) / completed;
  apply_rates(summary);
}

void MeasuringWindow::apply_rates(Summary& summary) const {
  std::int64_t completed = 0, within = 0, tokens = 0;
  for (const Completion& one : completions_) {
    if (one.end_us < begin_us_ || one.end_us > last_us_) continue;
    ++completed;
    tokens += one.output_tokens;
    if (one.within_targets) ++within;
  }
  summary.requests_per_s = summary.goodput_per_s = summary.output_tokens_per_s = 0;
  if (last_us_ <= begin_us_) return;
  const double seconds = static_cast<double>(last_us_ - begin_us_) / 1e6;
  summary.requests_per_s = static_cast<double>(completed) / seconds;
  summary.goodput_per_s = static_cast<double>(within) / seconds;
  summary.output_tokens_per_s = static_cast<double>(tokens) / seconds;
}

}  // namespace servesweep::engine
