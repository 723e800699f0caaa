#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/random/stream.h"
#include "engine/workload/duration_sampler.h"
#include "engine/workload/length_sampler.h"
#include "engine/workload/workload_spec.h"

namespace servesweep::engine {

/// What is drawn for the requests of one client. Every draw has a name of its own, (seed, purpose
/// of the client, arrival and turn), so that none of them depends on what else was drawn.
class ClientDraws {
 public:
  /// Precondition: `client` is valid.
  explicit ClientDraws(const ClientSpec& client);

  /// Which turn of which arrival of which seed.
  struct Turn {
    std::uint64_t seed = 0;
    std::uint32_t arrival = 0;
    std::int32_t turn = 0;
  };
  /// New input of a turn: text plus all tokens of all media, at most kLongestLength_tokens.
  [[nodiscard]] std::int32_t input_tokens(const Turn& turn) const;
  [[nodiscard]] std::int32_t output_tokens(const Turn& turn) const;
  /// Turns of the conversation that starts with this arrival. Precondition: the client has
  /// sessions.
  [[nodiscard]] std::int32_t rounds(const Turn& turn) const;
  /// Thinking before this turn. Precondition: the client has sessions.
  [[nodiscard]] TimeUs think_time_us(const Turn& turn) const;

 private:
  /// A law and the name of its random numbers.
  template <class Sampler>
  struct Source {
    Sampler sampler;
    StreamPurpose purpose;

    [[nodiscard]] auto operator()(const Turn& turn) const {
      Stream stream = stream_of(turn);
      return sampler(stream);
    }
    [[nodiscard]] Stream stream_of(const Turn& turn) const {
      const auto low = static_cast<std::uint32_t>(turn.turn);
      return {turn.seed, purpose, (std::uint64_t{turn.arrival} << 32) | low};
    }
  };
  struct MediaSource {
    Source<LengthSampler> count, tokens;
  };

  Source<LengthSampler> text_, output_;
  std::vector<MediaSource> media_;
  std::optional<Source<LengthSampler>> rounds_;
  std::optional<Source<DurationSampler>> think_time_;
};

}  // namespace servesweep::engine
