#include "engine/workload/client_draws.h"

#include <algorithm>
#include <array>

namespace servesweep::engine {
namespace {

constexpr StreamPurpose kInputLength("workload.input_tokens");
constexpr StreamPurpose kOutputLength("workload.output_tokens");
constexpr StreamPurpose kRounds("workload.rounds");
constexpr StreamPurpose kThinkTime("workload.think_time");
constexpr std::array<StreamPurpose, 3> kMediaCount{StreamPurpose("workload.image.count"),
                                                   StreamPurpose("workload.audio.count"),
                                                   StreamPurpose("workload.video.count")};
constexpr std::array<StreamPurpose, 3> kMediaTokens{StreamPurpose("workload.image.tokens"),
                                                    StreamPurpose("workload.audio.tokens"),
                                                    StreamPurpose("workload.video.tokens")};

}  // namespace

ClientDraws::ClientDraws(const ClientSpec& client)
    : text_{LengthSampler(client.input_tokens), kInputLength.of(client.id)},
      output_{LengthSampler(client.output_tokens), kOutputLength.of(client.id)} {
  for (const auto& [kind, spec] : client.media) {
    const auto i = static_cast<std::size_t>(kind);
    const LengthSampler count(spec.count, {.lowest = 0, .highest = kMostMediaItems});
    media_.push_back({{count, kMediaCount[i].of(client.id)},
                      {LengthSampler(spec.tokens), kMediaTokens[i].of(client.id)}});
  }
  if (!client.session) return;
  const LengthSampler rounds(client.session->rounds, {.lowest = 1, .highest = kMostRounds});
  rounds_ = Source<LengthSampler>{rounds, kRounds.of(client.id)};
  think_time_ = Source<DurationSampler>{DurationSampler(client.session->think_time_us),
                                        kThinkTime.of(client.id)};
}

std::int32_t ClientDraws::input_tokens(const Turn& turn) const {
  std::int64_t sum = text_(turn);
  for (const MediaSource& media : media_) {
    // Items are drawn one after the other from one stream: another count keeps the first ones.
    Stream stream = media.tokens.stream_of(turn);
    const std::int32_t count = media.count(turn);
    for (std::int32_t i = 0; i < count; ++i) sum += media.tokens.sampler(stream);
  }
  return static_cast<std::int32_t>(std::min<std::int64_t>(sum, kLongestLength_tokens));
}

std::int32_t ClientDraws::output_tokens(const Turn& turn) const {
  return output_(turn);
}

std::int32_t ClientDraws::rounds(const Turn& turn) const {
  return (*rounds_)(turn);
}

TimeUs ClientDraws::think_time_us(const Turn& turn) const {
  return (*think_time_)(turn);
}

}  // namespace servesweep::engine
