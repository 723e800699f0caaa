#include "engine/workload/generator.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "engine/base/contract.h"

namespace servesweep::engine {
namespace {

constexpr StreamPurpose kGap("workload.gap");
constexpr StreamPurpose kInputLength("workload.input_tokens");
constexpr StreamPurpose kOutputLength("workload.output_tokens");

/// Latest arrival: leaves room for every later turn of a conversation that starts there.
constexpr TimeUs kEndOfTime_us = TimeUs{1} << 62;
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
  Client added{.gap = ArrivalSampler(client.arrival, rate_per_us),
               .input_tokens = LengthSampler(client.input_tokens),
               .output_tokens = LengthSampler(client.output_tokens),
               .gap_purpose = kGap.of(client.id),
               .input_purpose = kInputLength.of(client.id),
               .output_purpose = kOutputLength.of(client.id),
               .arrival_limit_us = std::min(arrival_limit_us(spec, client), kEndOfTime_us),
               .windows = client.windows,
               .session = client.session,
               .prefix_tokens = static_cast<std::int32_t>(client.prefix_tokens),
               .prefix_chain = {},
               .prefix = {},
               .slo_class = slo_class,
               .tier = classes_[slo_class.index()].tier,
               .tenant = TenantId(position_of(client.tenant, tenants_))};
  std::sort(added.windows.begin(), added.windows.end(),
            [](const auto& a, const auto& b) { return a.start_us < b.start_us; });
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
    const Due arrival = next_arrival();
    if (no_arrival || (!turns_.empty() && is_later(arrival, turns_.front()))) {
      emit(pop_turn(), workload);
    } else {
      emit(arrival, workload);
    }
  }
  link_content(workload);
}

void WorkloadGenerator::start(std::uint64_t seed, Workload& workload) {
  seed_ = workload.seed = seed;
  sessions_ = 0;
  turns_.clear();
  contents_.clear();
  progress_.assign(clients_.size(), {});
  workload.classes = classes_;
  workload.tenants = tenants_;
  workload.chains = static_cast<std::int32_t>(prefix_groups_.size());
  workload.segments.assign(prefixes_.begin(), prefixes_.end());
  workload.requests.clear();
  if (cap_ <= kMostRequests) {
    workload.requests.reserve(static_cast<std::size_t>(std::min(cap_, kMostReserved)));
  }
  arrivals_.reset(clients_.size());
  for (std::uint32_t i = 0; i < clients_.size(); ++i) advance(i);
}

bool WorkloadGenerator::is_later(const Due& a, const Due& b) {
  return std::tie(a.arrival_us, a.client, a.arrival) > std::tie(b.arrival_us, b.client, b.arrival);
}

/// Runs a client's arrival process to its next arrival inside a window.
void WorkloadGenerator::advance(std::uint32_t client_index) {
  const Client& client = clients_[client_index];
  Progress& progress = progress_[client_index];
  while (true) {
    Stream stream(seed_, client.gap_purpose, progress.arrivals);
    const TimeUs gap_us = client.gap(stream);
    if (gap_us >= client.arrival_limit_us - progress.clock_us) break;
    progress.clock_us += gap_us;
    ++progress.arrivals;
    if (client.windows.empty()) return arrivals_.set(client_index, progress.clock_us);
    // The last window ends at or after the limit, so some window has not ended.
    while (client.windows[progress.window].end_us <= progress.clock_us) ++progress.window;
    if (client.windows[progress.window].start_us <= progress.clock_us) {
      return arrivals_.set(client_index, progress.clock_us);
    }
  }
  arrivals_.set(client_index, kForever);
}

WorkloadGenerator::Due WorkloadGenerator::next_arrival() const {
  Due due;
  due.arrival_us = arrivals_.time_us();
  due.client = arrivals_.index();
  due.arrival = progress_[due.client].arrivals - 1;
  due.content = clients_[due.client].prefix;
  return due;
}

WorkloadGenerator::Due WorkloadGenerator::pop_turn() {
  std::pop_heap(turns_.begin(), turns_.end(), is_later);
  const Due earliest = turns_.back();
  turns_.pop_back();
  return earliest;
}

void WorkloadGenerator::emit(Due due, Workload& workload) {
  const Client& client = clients_[due.client];
  if (due.turn == 0) {
    advance(due.client);
    if (client.session) open_session(client, due, workload);
  }
  const std::uint64_t index =
      (std::uint64_t{due.arrival} << 32) | static_cast<std::uint32_t>(due.turn);
  Stream input(seed_, client.input_purpose, index);
  Stream output(seed_, client.output_purpose, index);
  const std::int64_t prompt_tokens =
      std::int64_t{client.prefix_tokens} + due.context_tokens + client.input_tokens(input);
  const std::int32_t output_tokens = client.output_tokens(output);
  if (prompt_tokens + output_tokens > kLongestContext_tokens) return;

  Request& request = workload.requests.emplace_back();
  request.arrival_us = due.arrival_us;
  request.input_tokens = static_cast<std::int32_t>(prompt_tokens);
  request.output_tokens = output_tokens;
  request.slo_class = client.slo_class;
  request.tenant = client.tenant;
  request.session = due.session;
  request.turn = due.turn;
  request.tier = client.tier;
  contents_.push_back(due.content);
  if (client.session) push_next_turn(client, due, request);
}

void WorkloadGenerator::open_session(const Client& client, Due& due, Workload& workload) {
  due.session = SessionId(sessions_++);
  if (!client.session->accumulate_context) return;
  const ChainId chain(workload.chains++);
  due.content = {static_cast<std::uint32_t>(workload.segments.size()), 1};
  if (client.prefix_chain.valid()) {
    workload.segments.push_back({client.prefix_chain, client.prefix_tokens});
    due.content.count = 2;
  }
  workload.segments.push_back({chain, kAllFurtherTokens});
}

void WorkloadGenerator::push_next_turn(const Client& client, Due due, const Request& last) {
  if (++due.turn >= client.session->rounds) return;
  due.arrival_us += client.session->think_time_us + last.output_tokens;
  if (client.session->accumulate_context) {
    due.context_tokens = last.input_tokens - client.prefix_tokens + last.output_tokens;
  }
  turns_.push_back(due);
  std::push_heap(turns_.begin(), turns_.end(), is_later);
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
