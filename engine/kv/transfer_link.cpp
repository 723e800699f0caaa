#include "engine/kv/transfer_link.h"

#include <algorithm>

#include "engine/kv/whole_us.h"

namespace servesweep::engine {

void TransferLink::reset(double tokens_per_us, TimeUs base_us, Sharing sharing) {
  tokens_per_us_ = tokens_per_us;
  base_us_ = base_us;
  sharing_ = sharing;
  free_from_us_ = 0;
  share_.reset(tokens_per_us);
  complete_.clear();
  completes_us_.clear();
  unused_.clear();
  share_completes_us_ = kForever;
}

TransferId TransferLink::new_id() {
  if (unused_.empty()) {
    completes_us_.push_back(kNever);
    return TransferId(static_cast<std::int32_t>(completes_us_.size() - 1));
  }
  const TransferId id = unused_.back();
  unused_.pop_back();
  completes_us_[id.index()] = kNever;
  return id;
}

TransferId TransferLink::start(TimeUs now_us, std::int64_t tokens, TimeUs not_before_us) {
  const TransferId id = new_id();
  const TimeUs from_us = std::max(now_us, not_before_us);
  const auto size = static_cast<double>(tokens);
  if (sharing_ == Sharing::serial) {
    free_from_us_ = std::max(free_from_us_, from_us) + base_us_ + whole_us(size / tokens_per_us_);
    note_complete({.id = id, .at_us = free_from_us_});
  } else {
    advance_share(now_us);
    share_.add(id, size, from_us + base_us_);
  }
  return id;
}

void TransferLink::note_complete(const CompleteTransfer& transfer) {
  complete_.push_back(transfer);
  completes_us_[transfer.id.index()] = transfer.at_us;
}

void TransferLink::advance_share(TimeUs now_us) {
  SERVESWEEP_EXPECT(now_us >= share_.now_us());
  newly_complete_.clear();
  share_.advance(now_us, newly_complete_);
  for (const CompleteTransfer& transfer : newly_complete_) note_complete(transfer);
  share_completes_us_ = kNever;
}

TimeUs TransferLink::next_completion_us() const {
  if (!complete_.empty()) return complete_.front().at_us;
  if (share_completes_us_ == kNever) share_completes_us_ = share_.next_completion_us();
  return share_completes_us_;
}

TimeUs TransferLink::completion_us(TransferId id) const {
  if (completes_us_[id.index()] != kNever) return completes_us_[id.index()];
  ahead_ = share_;
  ahead_complete_.clear();
  for (std::size_t seen = 0;;) {
    SERVESWEEP_EXPECT(ahead_.size() > 0);
    ahead_.advance(ahead_.next_event_us(), ahead_complete_);
    for (; seen < ahead_complete_.size(); ++seen) {
      if (ahead_complete_[seen].id == id) return ahead_complete_[seen].at_us;
    }
  }
}

double TransferLink::estimate_us(TimeUs now_us, std::int64_t tokens) const {
  const double alone_us = static_cast<double>(tokens) / tokens_per_us_;
  const auto base_us = static_cast<double>(base_us_);
  if (sharing_ == Sharing::serial) {
    return static_cast<double>(std::max<TimeUs>(0, free_from_us_ - now_us)) + base_us + alone_us;
  }
  std::size_t others = share_.size();
  if (share_.next_event_us() <= now_us) {  // somebody may be through who has not been collected
    ahead_ = share_;
    ahead_complete_.clear();
    ahead_.advance(now_us, ahead_complete_);
    others = ahead_.size();
  }
  return base_us + alone_us * (static_cast<double>(others) + 1);
}

void TransferLink::collect_news(TimeUs now_us, std::vector<TransferId>& done) {
  if (now_us < next_completion_us()) return;
  if (sharing_ == Sharing::fair) advance_share(now_us);
  for (; !complete_.empty() && complete_.front().at_us <= now_us; complete_.pop_front()) {
    done.push_back(complete_.front().id);
    unused_.push_back(complete_.front().id);
  }
}

}  // namespace servesweep::engine
