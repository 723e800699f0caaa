#pragma once

#include <cstdint>
#include <vector>

#include "engine/workload/request.h"
#include "io/trace/blis_rows.h"
#include "io/trace/blis_session.h"

namespace servesweep::io {

/// What the prompts of a BLIS trace share: a chain per prefix group, and one per session that
/// accumulates, anew after each compaction.
class BlisContent {
 public:
  explicit BlisContent(const BlisRows& rows)
      : groups_(rows.groups.size()), sessions_(rows.sessions.size()) {}

  /// Appends the segments of a prompt that shares nothing but a prefix.
  void append_prefix(std::int32_t group, std::int32_t tokens,
                     std::vector<engine::Segment>& segments);
  /// Appends those of a round, the latest of its session; the answer belongs to it, too.
  void append_round(std::int32_t number, const BlisSession& session,
                    std::vector<engine::Segment>& segments);

  [[nodiscard]] std::int32_t chains() const { return chains_; }

 private:
  struct SessionChain {
    engine::ChainId chain;
    std::int32_t compactions = 0;
  };

  std::vector<engine::ChainId> groups_;
  std::vector<SessionChain> sessions_;
  std::int32_t chains_ = 0;
};

}  // namespace servesweep::io
