#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/workload/duration_law.h"
#include "engine/workload/length_law.h"

namespace servesweep::engine {

/// When the next turn of a conversation is sent.
enum class SessionMode : std::uint8_t {
  open,    ///< think time plus one microsecond per output token after the last turn was sent,
           ///< answered or not: the load does not react to the cluster
  closed,  ///< think time after the last token of the last turn: a slow cluster sees less load, and
           ///< a turn that is rejected or dropped ends the conversation
};
inline constexpr std::array<std::string_view, 2> kSessionModeNames{"open", "closed"};

/// A multi-turn conversation: with a user who reads and thinks, or of an agent whose tools run
/// between the turns.
struct SessionSpec {
  LengthLaw rounds = ConstantLength{1};             ///< turns; drawn per conversation
  DurationLaw think_time_us = ConstantDuration{0};  ///< drawn per turn
  /// true: the prompt of a turn is everything said before (inputs and outputs) plus its new input;
  /// false: only its new input.
  bool accumulate_context = true;
  SessionMode mode = SessionMode::open;
};

/// No conversation has more turns.
inline constexpr std::int32_t kMostRounds = 10'000;

/// Throws Problem at "`where`.rounds" or "`where`.think_time_us" or below.
void validate(const SessionSpec& session, const std::string& where);

}  // namespace servesweep::engine
