#include "engine/workload/request_drawer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>
#include <utility>

#include "engine/base/problem.h"

namespace servesweep::engine {
namespace {

constexpr std::int64_t kLongestContext_tokens = std::int64_t{1} << 30;
constexpr TimeUs kLatestArrival_us = TimeUs{1} << 62;

const WorkloadSpec& validated(const WorkloadSpec& spec) {
  validate(spec);
  return spec;
}

}  // namespace

RequestDrawer::RequestDrawer(const WorkloadSpec& spec)
    : cap_(validated(spec).requests > 0 ? spec.requests : std::numeric_limits<std::int64_t>::max()),
      time_(spec.rate_scale),
      roster_(spec) {}

void RequestDrawer::restart(std::uint64_t seed) {
  seed_ = seed;
  drawn_ = 0;
  sessions_ = 0;
  turns_.clear();
  following_.reset();
  roster_.introduce(segments_);
  chains_ = roster_.prefix_groups();
  arrivals_.reset(roster_.size());
  for (std::uint32_t i = 0; i < roster_.size(); ++i) {
    roster_[i].arrivals.restart(seed);
    arrivals_.set(i, roster_[i].arrivals.time_us());
  }
}

bool RequestDrawer::draw(Request& request) {
  while (drawn_ < cap_) {
    std::optional<Due> due = std::exchange(following_, std::nullopt);
    if (!due) due = next_due();
    if (!due) return false;
    if (!emit(*due, request)) continue;
    plan_next_turn(*due, request);
    return true;
  }
  return false;
}

bool RequestDrawer::is_later(const Due& a, const Due& b) {
  return std::tie(a.arrival_us, a.client, a.arrival) > std::tie(b.arrival_us, b.client, b.arrival);
}

std::optional<RequestDrawer::Due> RequestDrawer::next_due() {
  if (arrivals_.time_us() == kForever) {
    if (turns_.empty()) return std::nullopt;
    return pop_turn();
  }
  Due due = next_arrival();
  if (!turns_.empty() && is_later(due, turns_.front())) return pop_turn();
  arrive(due);
  return due;
}

RequestDrawer::Due RequestDrawer::next_arrival() const {
  Due due;
  due.arrival_us = arrivals_.time_us();
  due.client = arrivals_.index();
  due.arrival = roster_[due.client].arrivals.index();
  due.content = roster_[due.client].prefix;
  return due;
}

/// The arrival has its turn: its client goes on to the next one, and a conversation may begin.
void RequestDrawer::arrive(Due& due) {
  GeneratorClient& client = roster_[due.client];
  client.arrivals.advance();
  arrivals_.set(due.client, client.arrivals.time_us());
  if (client.has_sessions) open_session(client, due);
}

RequestDrawer::Due RequestDrawer::pop_turn() {
  std::pop_heap(turns_.begin(), turns_.end(), is_later);
  const Due earliest = turns_.back();
  turns_.pop_back();
  return earliest;
}

void RequestDrawer::open_session(const GeneratorClient& client, Due& due) {
  due.session = SessionId(sessions_++);
  due.rounds = client.draws.rounds({seed_, due.arrival, 0});
  if (!client.accumulates) return;
  const std::array<Segment, 2> segments{
      {{client.prefix_chain, client.prefix_tokens}, {ChainId(chains_++), kAllFurtherTokens}}};
  const std::size_t without = client.prefix_chain.valid() ? 0 : 1;
  due.content = segments_.append(std::span(segments).subspan(without));
}

/// False if the turn would make its conversation too long.
bool RequestDrawer::emit(const Due& due, Request& request) {
  const GeneratorClient& client = roster_[due.client];
  if (drawn_ >= kMostRequests) {
    throw Problem("requests", fmt::format("missing, and there are more than {}", kMostRequests),
                  "a workload holds no more", "cap requests or shorten the horizon");
  }
  const ClientDraws::Turn turn{seed_, due.arrival, due.turn};
  const std::int64_t prompt_tokens =
      std::int64_t{client.prefix_tokens} + due.context_tokens + client.draws.input_tokens(turn);
  const std::int32_t output_tokens = client.draws.output_tokens(turn);
  if (prompt_tokens + output_tokens > kLongestContext_tokens) return false;

  ++drawn_;
  content_ = due.content;
  // Scaled here, behind everything that orders and drops: those decisions are the same at any
  // scale.
  const bool arrives = !due.follows.valid();
  request = {.arrival_us = arrives ? time_.compressed_us(due.arrival_us) : due.arrival_us,
             .input_tokens = static_cast<std::int32_t>(prompt_tokens),
             .output_tokens = output_tokens,
             .content = {},
             .slo_class = client.slo_class,
             .tenant = client.tenant,
             .session = due.session,
             .turn = due.turn,
             .tier = client.tier,
             .follows = due.follows};
  return true;
}

/// The turn after `due`, which was drawn as `request`: it comes next in a closed loop, and when it
/// is time in an open one.
void RequestDrawer::plan_next_turn(const Due& due, const Request& request) {
  if (due.turn + 1 >= due.rounds) return;
  const GeneratorClient& client = roster_[due.client];
  Due next = due;
  ++next.turn;
  const TimeUs think_us = client.draws.think_time_us({seed_, next.arrival, next.turn});
  if (client.accumulates) {
    next.context_tokens = request.input_tokens - client.prefix_tokens + request.output_tokens;
  }
  if (client.closed_loop) {
    next.arrival_us = think_us;
    next.follows = RequestId(static_cast<std::int32_t>(drawn_ - 1));
    following_ = next;
  } else {
    const TimeUs gap_us = time_.stretched_us(think_us + request.output_tokens);
    next.arrival_us = std::min(next.arrival_us + gap_us, kLatestArrival_us);
    turns_.push_back(next);
    std::push_heap(turns_.begin(), turns_.end(), is_later);
  }
}

}  // namespace servesweep::engine
