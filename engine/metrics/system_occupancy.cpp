#include "engine/metrics/system_occupancy.h"

namespace servesweep::engine {

void SystemOccupancy::reset() {
  left_ = inside_us_ = 0;
  still_inside_.clear();
}

void SystemOccupancy::add(const RequestRecord& record) {
  switch (record.status) {
    case RequestStatus::completed:
      ++left_;
      inside_us_ += record.finish_step_us + record.finish_step_length_us - record.arrival_us;
      return;
    case RequestStatus::waiting:
    case RequestStatus::running:
    case RequestStatus::unrouted:
      if (record.arrival_us != kNever) still_inside_.push_back(record.arrival_us);
      return;
    case RequestStatus::rejected:
    case RequestStatus::dropped:
      return;
  }
}

SystemOccupancy::Total SystemOccupancy::until(TimeUs end_us) const {
  Total total{.entered = left_, .still_inside = 0, .inside_us = inside_us_};
  for (const TimeUs arrival_us : still_inside_) {
    if (arrival_us > end_us) continue;
    ++total.entered;
    ++total.still_inside;
    total.inside_us += end_us - arrival_us;
  }
  return total;
}

}  // namespace servesweep::engine
