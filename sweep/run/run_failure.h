#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace servesweep::sweep {

/// Why a run has no figures.
enum class FailureKind : std::uint8_t {
  error,   ///< an exception: a request that the engine refuses, a bug
  time,    ///< it took longer than it may
  memory,  ///< it wanted more memory than it may have, or than there was
  stall,   ///< a policy never lets it end (engine::StalledRun)
  hang     ///< it took too long and could not be interrupted; its thread is lost
};
inline constexpr std::size_t kFailureKinds = 5;

/// The word for it: "error", "time", "memory", "stall", "hang".
[[nodiscard]] const char* name_of(FailureKind kind);

/// A run that failed. Stored as text, "time: not done after 600 s (--run-seconds)".
struct RunFailure {
  /// Of a stored text; a longer reason is cut. A column of texts is as wide as its longest.
  static constexpr std::size_t kMostBytes = 400;

  FailureKind kind = FailureKind::error;
  std::string reason;  ///< not empty, one line

  /// What a shard stores: kind, colon, reason.
  [[nodiscard]] std::string text() const;
  /// The inverse; what begins with no kind is an error.
  [[nodiscard]] static RunFailure read(std::string_view text);

  friend bool operator==(const RunFailure&, const RunFailure&) = default;
};

/// What the exception that is being handled means for a run; nothing is known of memory limits
/// here. Precondition: called within a catch block.
[[nodiscard]] RunFailure caught_failure();

}  // namespace servesweep::sweep
