#include "engine/workload/generator.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <tuple>

#include "engine/base/contract.h"
#include "engine/base/problem.h"

namespace servesweep::engine {
namespace {

constexpr std::int64_t kLongestContext_tokens = std::int64_t{1} << 30;
constexpr std::int64_t kMostReserved = 65'536;

/// Position of `name` in `names`, appended if new. Names are few.
std::int32_t position_of(const std::string& name, std::vector<std::string>& names) {
  const auto found = std::find(names.begin(), names.end(), name);
  const auto position = static_cast<std::int32_t>(found - names.begin());
  if (found == names.end()) names.push_back(name);
  return position;
}

std::int32_t position_of(const std::string& name, std::vector<SloClass>& classes) {
  const auto found = std::find_if(classes.begin(), classes.end(),
                                  [&](const SloClass& each) { return each.name == name; });
  const auto position = static_cast<std::int32_t>(found - classes.begin());
  if (found == classes.end()) {
    SloClass named;
    named.name = name;
    named.tier = tier_of_class_name(name);
    classes.push_back(std::move(named));
  }
  return position;
}

const WorkloadSpec& validated(const WorkloadSpec& spec) {
  validate(spec);
  return spec;
}

}  // namespace

WorkloadGenerator::WorkloadGenerator(const WorkloadSpec& spec)
    : cap_(validated(spec).requests > 0 ? spec.requests : std::numeric_limits<std::int64_t>::max()),
      classes_(spec.classes) {
  const std::vector<double> rates = rates_per_us(spec);
  for (std::size_t i = 0; i < rates.size(); ++i) add_client(spec, spec.clients[i], rates[i]);
}

void WorkloadGenerator::add_client(const WorkloadSpec& spec, const ClientSpec& client,
                                   double rate_per_us) {
  const SloClassId slo_class(position_of(client.slo_class, classes_));
  Client added{.arrivals = ClientArrivals(spec, client, rate_per_us),
               .draws = ClientDraws(client),
               .has_sessions = client.session.has_value(),
               .closed_loop = client.session && client.session->mode == SessionMode::closed,
               .accumulates = client.session && client.session->accumulate_context,
               .prefix_tokens = static_cast<std::int32_t>(client.prefix_tokens),
               .prefix_chain = {},
               .prefix = {},
               .slo_class = slo_class,
               .tier = classes_[slo_class.index()].tier,
               .tenant = TenantId(position_of(client.tenant, tenants_))};
  if (!client.prefix_group.empty()) {
    added.prefix_chain = ChainId(position_of(client.prefix_group, prefix_groups_));
    added.prefix = {static_cast<std::uint32_t>(prefixes_.size()), 1};
    prefixes_.push_back({added.prefix_chain, added.prefix_tokens});
  }
  clients_.push_back(std::move(added));
}

void WorkloadGenerator::generate(std::uint64_t seed, Workload& workload) {
  start(seed, workload);
  while (std::ssize(workload.requests) < cap_) {
    const bool no_arrival = arrivals_.time_us() == kForever;
    if (no_arrival && turns_.empty()) break;
    std::optional<Due> due;
    if (!no_arrival) due = next_arrival();
    if (!due || (!turns_.empty() && is_later(*due, turns_.front()))) {
      due = pop_turn();
    } else {
      arrive(*due, workload);
    }
    emit_turns(*due, workload);
  }
  link_content(workload);
}

void WorkloadGenerator::start(std::uint64_t seed, Workload& workload) {
  seed_ = workload.seed = seed;
  sessions_ = 0;
  turns_.clear();
  contents_.clear();
  workload.closed_loop = false;
  workload.classes = classes_;
  workload.tenants = tenants_;
  workload.chains = static_cast<std::int32_t>(prefix_groups_.size());
  workload.segments.assign(prefixes_.begin(), prefixes_.end());
  workload.requests.clear();
  if (cap_ <= kMostRequests) {
    workload.requests.reserve(static_cast<std::size_t>(std::min(cap_, kMostReserved)));
  }
  arrivals_.reset(clients_.size());
  for (std::uint32_t i = 0; i < clients_.size(); ++i) {
    clients_[i].arrivals.restart(seed);
    arrivals_.set(i, clients_[i].arrivals.time_us());
  }
}

bool WorkloadGenerator::is_later(const Due& a, const Due& b) {
  return std::tie(a.arrival_us, a.client, a.arrival) > std::tie(b.arrival_us, b.client, b.arrival);
}

WorkloadGenerator::Due WorkloadGenerator::next_arrival() const {
  Due due;
  due.arrival_us = arrivals_.time_us();
  due.client = arrivals_.index();
  due.arrival = clients_[due.client].arrivals.index();
  due.content = clients_[due.client].prefix;
  return due;
}

/// The arrival has its turn: its client goes on to the next one, and a conversation may begin.
void WorkloadGenerator::arrive(Due& due, Workload& workload) {
  Client& client = clients_[due.client];
  client.arrivals.advance();
  arrivals_.set(due.client, client.arrivals.time_us());
  if (client.has_sessions) open_session(client, due, workload);
}

/// Emits a request and, in a closed loop, all that follow it; in an open loop the next one waits
/// for its time.
void WorkloadGenerator::emit_turns(const Due& first, Workload& workload) {
  for (std::optional<Due> due = first; due && std::ssize(workload.requests) < cap_;) {
    due = emit(*due, workload);
    if (!due || clients_[due->client].closed_loop) continue;
    turns_.push_back(*due);
    std::push_heap(turns_.begin(), turns_.end(), is_later);
    return;
  }
}

WorkloadGenerator::Due WorkloadGenerator::pop_turn() {
  std::pop_heap(turns_.begin(), turns_.end(), is_later);
  const Due earliest = turns_.back();
  turns_.pop_back();
  return earliest;
}

void WorkloadGenerator::open_session(const Client& client, Due& due, Workload& workload) {
  due.session = SessionId(sessions_++);
  due.rounds = client.draws.rounds({seed_, due.arrival, 0});
  if (!client.accumulates) return;
  const ChainId chain(workload.chains++);
  due.content = {static_cast<std::uint32_t>(workload.segments.size()), 1};
  if (client.prefix_chain.valid()) {
    workload.segments.push_back({client.prefix_chain, client.prefix_tokens});
    due.content.count = 2;
  }
  workload.segments.push_back({chain, kAllFurtherTokens});
}

/// Appends the request and returns the next turn of its conversation, if there is one.
std::optional<WorkloadGenerator::Due> WorkloadGenerator::emit(const Due& due, Workload& workload) {
  const Client& client = clients_[due.client];
  if (std::ssize(workload.requests) >= kMostRequests) {
    throw Problem("requests", fmt::format("missing, and there are more than {}", kMostRequests),
                  "a workload holds no more", "cap requests or shorten the horizon");
  }
  const ClientDraws::Turn turn{seed_, due.arrival, due.turn};
  const std::int64_t prompt_tokens =
      std::int64_t{client.prefix_tokens} + due.context_tokens + client.draws.input_tokens(turn);
  const std::int32_t output_tokens = client.draws.output_tokens(turn);
  if (prompt_tokens + output_tokens > kLongestContext_tokens) return std::nullopt;

  Request& request = workload.requests.emplace_back();
  request.arrival_us = due.arrival_us;
  request.input_tokens = static_cast<std::int32_t>(prompt_tokens);
  request.output_tokens = output_tokens;
  request.slo_class = client.slo_class;
  request.tenant = client.tenant;
  request.session = due.session;
  request.turn = due.turn;
  request.tier = client.tier;
  request.follows = due.follows;
  contents_.push_back(due.content);
  if (due.follows.valid()) workload.closed_loop = true;
  return next_turn(due, workload);
}

/// The turn after `due`, which is the last request of the workload.
std::optional<WorkloadGenerator::Due> WorkloadGenerator::next_turn(const Due& due,
                                                                   const Workload& workload) const {
  if (due.turn + 1 >= due.rounds) return std::nullopt;
  const Client& client = clients_[due.client];
  const Request& last = workload.requests.back();
  Due next = due;
  ++next.turn;
  const TimeUs think_us = client.draws.think_time_us({seed_, next.arrival, next.turn});
  if (client.closed_loop) {
    next.arrival_us = think_us;
    next.follows = RequestId(static_cast<std::int32_t>(workload.requests.size() - 1));
  } else {
    next.arrival_us += think_us + last.output_tokens;
  }
  if (client.accumulates) {
    next.context_tokens = last.input_tokens - client.prefix_tokens + last.output_tokens;
  }
  return next;
}

/// Only now that `segments` has stopped growing may requests point into it.
void WorkloadGenerator::link_content(Workload& workload) const {
  SERVESWEEP_EXPECT(contents_.size() == workload.requests.size());
  for (std::size_t i = 0; i < contents_.size(); ++i) {
    const auto [begin, count] = contents_[i];
    if (count > 0) workload.requests[i].content = {workload.segments.data() + begin, count};
  }
}

Workload generate(const WorkloadSpec& spec, std::uint64_t seed) {
  Workload workload;
  generate(spec, seed, workload);
  return workload;
}

void generate(const WorkloadSpec& spec, std::uint64_t seed, Workload& workload) {
  WorkloadGenerator(spec).generate(seed, workload);
}

}  // namespace servesweep::engine
