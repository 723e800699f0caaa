#include "engine/workload/foreseen_requests.h"

namespace servesweep::engine {

void ForeseenRequests::reset(RequestSource& source) {
  source_ = &source;
  was_read_ = false;
  requests_.clear();
  uses_.clear();
  for (std::span<const Request> batch = source.next_batch(); !batch.empty();
       batch = source.next_batch()) {
    requests_.insert(requests_.end(), batch.begin(), batch.end());
  }
  arrival_us_.assign(requests_.size(), kNever);
  follower_.assign(requests_.size(), RequestId());
  for (std::size_t i = 0; i < requests_.size(); ++i) {
    const RequestId id(static_cast<std::int32_t>(i));
    const RequestId earlier = requests_[i].follows;
    if (earlier.valid()) {
      follower_[earlier.index()] = id;
    } else {
      expect(id, requests_[i].arrival_us);
    }
  }
}

std::span<const Request> ForeseenRequests::next_batch() {
  if (was_read_) return {};
  was_read_ = true;
  return requests_;
}

void ForeseenRequests::expect(RequestId request, TimeUs arrival_us) {
  arrival_us_[request.index()] = arrival_us;
  for (const Segment& segment : requests_[request.index()].content) {
    uses_.emplace(segment.chain, arrival_us, request);
  }
}

void ForeseenRequests::leave(RequestId request) {
  TimeUs& arrival_us = arrival_us_[request.index()];
  if (arrival_us == kNever) return;
  for (const Segment& segment : requests_[request.index()].content) {
    uses_.erase({segment.chain, arrival_us, request});
  }
  arrival_us = kNever;
}

void ForeseenRequests::complete(RequestId request, TimeUs time_us) {
  leave(request);
  const RequestId follower = follower_[request.index()];
  if (follower.valid()) expect(follower, time_us + requests_[follower.index()].arrival_us);
}

TimeUs ForeseenRequests::next_use_us(ChainId chain) const {
  const auto first = uses_.lower_bound({chain, kNever, RequestId()});
  return first != uses_.end() && std::get<ChainId>(*first) == chain ? std::get<TimeUs>(*first)
                                                                    : kForever;
}

}  // namespace servesweep::engine
