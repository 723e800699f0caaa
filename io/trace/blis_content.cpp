#include "io/trace/blis_content.h"

#include <cstddef>

namespace servesweep::io {

using engine::ChainId;
using engine::Segment;

void BlisContent::append_prefix(std::int32_t group, std::int32_t tokens,
                                std::vector<Segment>& segments) {
  if (tokens == 0) return;
  ChainId& chain = groups_[static_cast<std::size_t>(group)];
  if (!chain.valid()) chain = ChainId(chains_++);
  segments.push_back({chain, tokens});
}

void BlisContent::append_round(std::int32_t number, const BlisSession& session,
                               std::vector<Segment>& segments) {
  append_prefix(session.group(), session.prefix_tokens(), segments);
  SessionChain& latest = sessions_[static_cast<std::size_t>(number)];
  if (!latest.chain.valid() || latest.compactions != session.compactions()) {
    latest = {ChainId(chains_++), session.compactions()};
  }
  segments.push_back({latest.chain, engine::kAllFurtherTokens});
}

}  // namespace servesweep::io
