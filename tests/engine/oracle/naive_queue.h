#pragma once

#include <deque>
#include <vector>

#include "engine/scenario.h"
#include "tests/engine/oracle/naive_request.h"

namespace servesweep::engine::oracle {

/// Waiting requests: first come first served with preempted ones in front, or by (tier, arrival,
/// request). Requests that could not be considered in a step are kept in a second queue, which
/// first-come serves first.
class NaiveQueue {
 public:
  explicit NaiveQueue(const Scenario& scenario);

  [[nodiscard]] bool empty() const { return waiting_.empty() && skipped_.empty(); }
  [[nodiscard]] std::size_t size() const { return waiting_.size() + skipped_.size(); }
  void add(NaiveRequest& request) { waiting_.push_back(&request); }
  void give_back(NaiveRequest& preempted) { waiting_.push_front(&preempted); }
  [[nodiscard]] NaiveRequest& head() const;
  void remove(NaiveRequest& request);
  /// Ends a step: the requests set aside in it, in that order, come first next time.
  void put_aside(const std::vector<NaiveRequest*>& requests);
  /// Requests that were set aside and have not been admitted since.
  [[nodiscard]] const std::deque<NaiveRequest*>& skipped() const { return skipped_; }

 private:
  [[nodiscard]] bool precedes(const NaiveRequest& a, const NaiveRequest& b) const;

  bool by_priority_;
  bool ids_as_text_;  ///< the reference orders ids as strings
  std::deque<NaiveRequest*> waiting_, skipped_;
};

}  // namespace servesweep::engine::oracle
