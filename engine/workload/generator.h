#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/workload/client_arrivals.h"
#include "engine/workload/client_draws.h"
#include "engine/workload/earliest_of.h"
#include "engine/workload/workload.h"
#include "engine/workload/workload_spec.h"

namespace servesweep::engine {

/// Turns a recipe into requests, once per seed. Made once per spec; a worker keeps one beside a
/// Workload that it refills, and then no memory is taken from the heap any more. Not for two
/// threads at once.
///
/// Every draw has a name of its own: (seed, purpose and client id, index of the arrival and turn).
/// So the same seed gives the same requests always, and to change one law of one client, to cap the
/// workload elsewhere, or to add a client leaves every other draw as it was (common random
/// numbers).
///
/// Requests are in order of arrival; ties go by client order, then by order of generation (session
/// by session, turn by turn). The turns of a closed-loop conversation, whose arrivals nobody knows
/// yet, stand together where it starts. A conversation ends early, before the turn that would
/// exceed 2^30 tokens.
class WorkloadGenerator {
 public:
  /// Throws Problem if `spec` is invalid.
  explicit WorkloadGenerator(const WorkloadSpec& spec);

  /// Replaces the contents of `workload`.
  void generate(std::uint64_t seed, Workload& workload);

 private:
  /// Where the content of a request lies in Workload::segments.
  struct Content {
    std::uint32_t begin = 0, count = 0;
  };
  /// A client as the generator needs it: names resolved to ids, laws ready to draw from.
  struct Client {
    ClientArrivals arrivals;
    ClientDraws draws;
    bool has_sessions, closed_loop, accumulates;
    std::int32_t prefix_tokens;
    ChainId prefix_chain;  // invalid without a prefix
    Content prefix;
    SloClassId slo_class;
    SloTier tier;
    TenantId tenant;
  };
  /// A request that is due: the next arrival of a client or the next turn of a conversation.
  struct Due {
    TimeUs arrival_us = 0;                  // as in Request
    std::uint32_t client = 0, arrival = 0;  // which arrival of which client
    std::int32_t turn = 0, rounds = 1;
    std::int32_t context_tokens = 0;  // said in earlier turns
    SessionId session;
    RequestId follows;
    Content content;
  };
  /// The order of the workload, backwards. A conversation has only one turn due at a time.
  [[nodiscard]] static bool is_later(const Due& a, const Due& b);

  void add_client(const WorkloadSpec& spec, const ClientSpec& client, double rate_per_us);
  void start(std::uint64_t seed, Workload& workload);
  [[nodiscard]] Due next_arrival() const;
  void arrive(Due& due, Workload& workload);
  [[nodiscard]] Due pop_turn();
  void emit_turns(const Due& first, Workload& workload);
  [[nodiscard]] std::optional<Due> emit(const Due& due, Workload& workload);
  void open_session(const Client& client, Due& due, Workload& workload);
  [[nodiscard]] std::optional<Due> next_turn(const Due& due, const Workload& workload) const;
  void link_content(Workload& workload) const;

  std::int64_t cap_;
  std::vector<SloClass> classes_;
  std::vector<std::string> tenants_, prefix_groups_;
  std::vector<Segment> prefixes_;
  std::vector<Client> clients_;

  // Working memory of one call, kept for its capacity.
  std::uint64_t seed_ = 0;
  std::int32_t sessions_ = 0;
  EarliestOf arrivals_;            // next arrival of each client, kForever if none
  std::vector<Due> turns_;         // next turn of each open-loop conversation: a heap
  std::vector<Content> contents_;  // of each request
};

/// The requests of one seed. Throws Problem if `spec` is invalid.
[[nodiscard]] Workload generate(const WorkloadSpec& spec, std::uint64_t seed);

/// The same, into an existing workload whose memory is used again.
void generate(const WorkloadSpec& spec, std::uint64_t seed, Workload& workload);

}  // namespace servesweep::engine
