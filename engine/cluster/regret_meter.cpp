#include "engine/cluster/regret_meter.h"

#include <algorithm>

namespace servesweep::engine {

void RegretMeter::reset(std::int32_t instances, DecisionObserver* decisions, RecordSink* records) {
  next_decisions_ = decisions;
  next_records_ = records;
  regret_sum_ = regret_largest_ = 0;
  decisions_.clear();
  first_scheduled_.clear();
  queue_empty_us_.resize(static_cast<std::size_t>(instances));
}

void RegretMeter::decision(const DecisionRow& row) {
  regret_sum_ += row.regret;
  regret_largest_ = std::max(regret_largest_, row.regret);
  decisions_.push_back({row.request, row.instance, row.clock_us});
  if (next_decisions_ != nullptr) next_decisions_->decision(row);
}

void RegretMeter::record(const RequestRecord& record) {
  const std::size_t index = record.request.index();
  if (first_scheduled_.size() <= index) first_scheduled_.resize(index + 1, kNever);
  first_scheduled_[index] = record.first_scheduled_us;
  if (next_records_ != nullptr) next_records_->record(record);
}

double RegretMeter::wait_sum_us() {
  std::ranges::fill(queue_empty_us_, TimeUs{0});
  double sum_us = 0;
  for (const Decision& decision : decisions_) {
    TimeUs& own_us = queue_empty_us_[decision.instance.index()];
    const TimeUs least_us = *std::ranges::min_element(queue_empty_us_);
    sum_us += static_cast<double>(std::max(own_us, decision.clock_us) -
                                  std::max(least_us, decision.clock_us));
    own_us = std::max(own_us, first_scheduled_[decision.request.index()]);
  }
  return sum_us;
}

RoutingRegret RegretMeter::total() {
  if (decisions_.empty()) return {};
  const auto count = static_cast<double>(decisions_.size());
  return {.mean = regret_sum_ / count,
          .largest = regret_largest_,
          .wait_mean_us = wait_sum_us() / count};
}

}  // namespace servesweep::engine
