#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/workload/client_roster.h"
#include "engine/workload/earliest_of.h"
#include "engine/workload/segment_pages.h"
#include "engine/workload/time_scale.h"
#include "engine/workload/workload_spec.h"

namespace servesweep::engine {

/// Draws the requests of a recipe one by one, in the order of the workload; it remembers nothing of
/// them but the conversations that go on. Made once per spec, then used for one seed after the
/// other in the same memory.
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
class RequestDrawer {
 public:
  /// Throws Problem if `spec` is invalid.
  explicit RequestDrawer(const WorkloadSpec& spec);

  /// To the first request of that seed.
  void restart(std::uint64_t seed);

  /// The next request, without its content; false if there are no more.
  [[nodiscard]] bool draw(Request& request);
  /// Content of the request that was drawn last; a range of segments().
  [[nodiscard]] SegmentRange content() const { return content_; }
  /// Whether the next request follows the one that was drawn last, in a closed loop.
  [[nodiscard]] bool is_followed() const { return following_ && drawn_ < cap_; }

  /// Of all requests drawn so far; stays where it is until restart().
  [[nodiscard]] const SegmentPages& segments() const { return segments_; }
  /// Distinct content streams so far.
  [[nodiscard]] std::int32_t chains() const { return chains_; }
  [[nodiscard]] const ClientRoster& roster() const { return roster_; }
  /// At most so many requests come.
  [[nodiscard]] std::int64_t cap() const { return cap_; }

 private:
  /// A request that is due: the next arrival of a client or the next turn of a conversation.
  struct Due {
    TimeUs arrival_us = 0;                  // as in Request, before time is scaled
    std::uint32_t client = 0, arrival = 0;  // which arrival of which client
    std::int32_t turn = 0, rounds = 1;
    std::int32_t context_tokens = 0;  // said in earlier turns
    SessionId session;
    RequestId follows;
    SegmentRange content;
  };
  /// The order of the workload, backwards. A conversation has only one turn due at a time.
  [[nodiscard]] static bool is_later(const Due& a, const Due& b);

  [[nodiscard]] std::optional<Due> next_due();
  [[nodiscard]] Due next_arrival() const;
  void arrive(Due& due);
  [[nodiscard]] Due pop_turn();
  void open_session(const GeneratorClient& client, Due& due);
  [[nodiscard]] bool emit(const Due& due, Request& request);
  void plan_next_turn(const Due& due, const Request& request);

  std::int64_t cap_;
  TimeScale time_;
  ClientRoster roster_;

  std::uint64_t seed_ = 0;
  std::int64_t drawn_ = 0;
  std::int32_t sessions_ = 0, chains_ = 0;
  EarliestOf arrivals_;           // next arrival of each client, kForever if none
  std::vector<Due> turns_;        // next turn of each open-loop conversation: a heap
  std::optional<Due> following_;  // next turn of the closed-loop conversation being drawn
  SegmentPages segments_;
  SegmentRange content_;
};

}  // namespace servesweep::engine
