#include "engine/instance/output_publisher.h"

namespace servesweep::engine {

const std::vector<Slot>& OutputPublisher::completing_now() {
  completing_.clear();
  const DecodeCalendar& decoding = running_.decoding();
  for (Slot slot = decoding.first_publishing(running_.phase()); slot != kNoSlot;
       slot = decoding.next_publishing(slot)) {
    completing_.push_back(slot);
  }
  running_.sort_by_admission(completing_);
  return completing_;
}

void OutputPublisher::deliver(const StepInFlight& step) {
  using Phase = ActiveRequest::Phase;
  for (const Slot slot : step.full_blocks) {
    ActiveRequest& request = running_.at(slot);
    // A preempted request has nothing to publish any more.
    if (request.phase == Phase::decode || request.phase == Phase::ending) publish_block(request);
  }
}

}  // namespace servesweep::engine
