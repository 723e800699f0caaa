#pragma once

#include <stdexcept>

namespace servesweep::engine {

/// Lets whoever started a run end it early. The engine knows no time: it asks, and who answers has
/// his own reasons.
class Interruption {
 public:
  virtual ~Interruption() = default;
  /// True once the run is to end, and from then on. Quick: it is asked every few thousand events.
  [[nodiscard]] virtual bool wanted() const = 0;
};

/// Ends a run that an Interruption wanted to end. The simulator is then good for nothing but
/// another configure().
class RunInterrupted : public std::runtime_error {
 public:
  RunInterrupted() : std::runtime_error("the run was interrupted") {}
};

/// Ends a run that would never end by itself: a policy of the scenario goes round in circles.
class StalledRun : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace servesweep::engine
