#pragma once

namespace servesweep::benchmark {

/// When a main thread that had nothing to do since `idle_since_s` next looks at its messages, at
/// or after `now_s`: it sleeps as sweep::Backoff says, and wakes up `slack_s` late each time.
[[nodiscard]] double next_poll_s(double idle_since_s, double now_s, double slack_s);

}  // namespace servesweep::benchmark
