#include "tests/engine/oracle/naive_queue.h"

#include <string>

namespace servesweep::engine::oracle {

NaiveQueue::NaiveQueue(const Scenario& scenario)
    : by_priority_(scenario.scheduling.policy != "fcfs"),
      ids_as_text_(scenario.profile == Profile::reference) {}

bool NaiveQueue::precedes(const NaiveRequest& a, const NaiveRequest& b) const {
  if (a.given->tier != b.given->tier) return a.given->tier < b.given->tier;
  if (a.record.arrival_us != b.record.arrival_us) {
    return a.record.arrival_us < b.record.arrival_us;
  }
  if (ids_as_text_) return std::to_string(a.id.value()) < std::to_string(b.id.value());
  return a.id < b.id;
}

NaiveRequest& NaiveQueue::head() const {
  if (!by_priority_) return skipped_.empty() ? *waiting_.front() : *skipped_.front();
  NaiveRequest* best = nullptr;
  for (const auto* queue : {&skipped_, &waiting_}) {
    for (NaiveRequest* request : *queue) {
      if (best == nullptr || precedes(*request, *best)) best = request;
    }
  }
  return *best;
}

void NaiveQueue::remove(NaiveRequest& request) {
  std::erase(waiting_, &request);
  std::erase(skipped_, &request);
}

void NaiveQueue::put_aside(const std::vector<NaiveRequest*>& requests) {
  skipped_.insert(skipped_.begin(), requests.begin(), requests.end());
}

}  // namespace servesweep::engine::oracle
