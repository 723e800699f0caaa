#include "io/trace/blis_session.h"

#include <algorithm>

namespace servesweep::io {

engine::TimeUs BlisSession::think_us(const BlisRow& row) const {
  if (thinks_ && row.think_us) return *row.think_us;
  const bool answered = done_us_ > 0 && row.sent_us > 0;
  return std::max<engine::TimeUs>(0, answered ? row.sent_us - done_us_ : row.time_us - time_us_);
}

std::int64_t BlisSession::grown_tokens(const BlisRow& row) const {
  if (compacts(row)) return row.reset_tokens;
  const std::int32_t prefix = rounds_ == 0 ? row.prefix_tokens : 0;
  return context_tokens_ + prefix + row.input_tokens;
}

void BlisSession::add(const BlisRow& row, std::int32_t input_tokens, engine::RequestId request) {
  if (rounds_ == 0) {
    group_ = row.group;
    prefix_tokens_ = row.prefix_tokens;
  } else if (compacts(row)) {
    ++compactions_;
    prefix_tokens_ = 0;
  }
  ++rounds_;
  context_tokens_ = std::int64_t{input_tokens} + row.output_tokens;
  latest_ = request;
  time_us_ = row.time_us;
  done_us_ = row.done_us;
}

}  // namespace servesweep::io
