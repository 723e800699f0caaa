#pragma once

#include <chrono>
#include <cstdint>

#include "sweep/run/live_standing.h"

namespace servesweep::sweep {

/// Whether somebody works on a result folder.
enum class Life : std::uint8_t {
  running,  ///< a sign of life, a few seconds old
  hanging,  ///< its process is there, but has given no sign for long
  silent,   ///< no sign for a while, from a member on another machine whose leases still hold
  killed,   ///< its process is gone, and did not end by itself
  lost,     ///< no sign of life for long, from a machine that we cannot ask
  ended,    ///< by itself
  unknown   ///< nobody has said anything
};

/// Whether work is to be expected of it. One that is silent may well be at work.
[[nodiscard]] constexpr bool is_at_work(Life life) {
  return life == Life::running || life == Life::hanging || life == Life::silent;
}

/// Whether the process that wrote this lives, at `now`; and the seconds since its last sign.
[[nodiscard]] Life life_of(const LiveStanding& standing, std::chrono::system_clock::time_point now,
                           double& silent_s);

}  // namespace servesweep::sweep
