#include "engine/instance/departures.h"

namespace servesweep::engine {

void Departures::reset(Collector& collector, std::vector<Completion>* completions) {
  collector_ = &collector;
  completions_ = completions;
  completed_ = dropped_ = 0;
}

void Departures::complete(Slot slot, TimeUs client_us) {
  ++completed_;
  if (completions_ != nullptr) {
    completions_->push_back({.request = table_.at(slot).facts.id, .time_us = client_us});
  }
  leave(slot, RequestStatus::completed);
}

void Departures::drop(Slot slot) {
  ++dropped_;
  progress_.drop(slot);
  leave(slot, RequestStatus::dropped);
}

void Departures::leave_unfinished(std::span<const Slot> slots, RequestStatus status) {
  for (const Slot slot : slots) {
    progress_.close(slot);
    leave(slot, status);
  }
}

void Departures::leave(Slot slot, RequestStatus status) {
  RequestRecord& record = table_.at(slot).record;
  record.status = status;
  collector_->add(record);
  table_.leave(slot);
}

}  // namespace servesweep::engine
