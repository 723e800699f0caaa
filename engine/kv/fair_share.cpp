#include "engine/kv/fair_share.h"

#include <algorithm>
#include <tuple>

#include "engine/base/contract.h"
#include "engine/kv/whole_us.h"

namespace servesweep::engine {

void FairShare::reset(double tokens_per_us) {
  tokens_per_us_ = tokens_per_us;
  progress_ = {};
  waiting_.clear();
  begun_ = 0;
  moving_.clear();
  places_ = 0;
}

void FairShare::add(TransferId id, double tokens, TimeUs begins_us) {
  SERVESWEEP_EXPECT(begins_us >= progress_.now_us);
  if (begun_ > waiting_.size() / 2) {
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(begun_));
    begun_ = 0;
  }
  const auto later = std::upper_bound(
      waiting_.begin() + static_cast<std::ptrdiff_t>(begun_), waiting_.end(), begins_us,
      [](TimeUs time_us, const Waiting& each) { return time_us < each.begins_us; });
  waiting_.insert(later, {.id = id, .tokens = tokens, .begins_us = begins_us});
}

// ------------------------------------------------------------------------------------- time passes

bool FairShare::is_later(const Moving& a, const Moving& b) {
  return std::tie(a.through_at, a.place) > std::tie(b.through_at, b.place);
}

double FairShare::left_us(const Progress& progress, double through_at) const {
  return (through_at - progress.moved) * static_cast<double>(progress.moving) / tokens_per_us_;
}

bool FairShare::is_through(const Progress& progress, double through_at) const {
  return progress.moving > 0 && left_us(progress, through_at) <= kTimeTolerance_us;
}

void FairShare::pass(Progress& progress, TimeUs to_us) const {
  if (progress.moving > 0) {
    progress.moved += static_cast<double>(to_us - progress.now_us) * tokens_per_us_ /
                      static_cast<double>(progress.moving);
  }
  progress.now_us = to_us;
}

TimeUs FairShare::event_us(const Progress& progress, double first_through_at,
                           std::size_t next) const {
  const TimeUs begins_us = next < waiting_.size() ? waiting_[next].begins_us : kForever;
  if (progress.moving == 0) return begins_us;
  return std::min(begins_us, progress.now_us + whole_us(left_us(progress, first_through_at)));
}

TimeUs FairShare::next_event_us() const {
  return event_us(progress_, moving_.empty() ? 0 : moving_.front().through_at, begun_);
}

void FairShare::advance(TimeUs to_us, std::vector<CompleteTransfer>& complete) {
  for (TimeUs event_us = next_event_us(); event_us <= to_us; event_us = next_event_us()) {
    pass(progress_, event_us);
    this->complete(event_us, complete);
    begin();
  }
  pass(progress_, to_us);
}

/// Judged with the shares up to now: who begins at this moment delays nobody who is through.
void FairShare::complete(TimeUs event_us, std::vector<CompleteTransfer>& complete) {
  while (!moving_.empty() && is_through(progress_, moving_.front().through_at)) {
    complete.push_back({.id = moving_.front().id, .at_us = event_us});
    std::ranges::pop_heap(moving_, is_later);
    moving_.pop_back();
  }
  progress_.moving = moving_.size();
  if (moving_.empty()) progress_.moved = 0;
}

void FairShare::begin() {
  for (; begun_ < waiting_.size() && waiting_[begun_].begins_us <= progress_.now_us; ++begun_) {
    const Waiting& next = waiting_[begun_];
    moving_.push_back(
        {.id = next.id, .through_at = progress_.moved + next.tokens, .place = places_++});
    std::ranges::push_heap(moving_, is_later);
  }
  progress_.moving = moving_.size();
}

/// As advance() would go, without touching anything: only who is through first matters.
TimeUs FairShare::next_completion_us() const {
  Progress ahead = progress_;
  double first_through_at = moving_.empty() ? 0 : moving_.front().through_at;
  for (std::size_t next = begun_; ahead.moving > 0 || next < waiting_.size();) {
    pass(ahead, event_us(ahead, first_through_at, next));
    if (is_through(ahead, first_through_at)) return ahead.now_us;
    if (ahead.moving == 0) ahead.moved = 0;
    for (; next < waiting_.size() && waiting_[next].begins_us <= ahead.now_us; ++next) {
      const double through_at = ahead.moved + waiting_[next].tokens;
      first_through_at = ahead.moving == 0 ? through_at : std::min(first_through_at, through_at);
      ++ahead.moving;
    }
  }
  return kForever;
}

}  // namespace servesweep::engine
