#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "sweep/tuning/decision.h"
#include "sweep/tuning/tuner.h"

namespace servesweep::sweep {

/// When a search decides.
struct Pace {
  std::size_t generation = 0;    ///< attempts of a strategy; 0: as is usual for its tuner
  std::size_t ahead = 0;         ///< generations that may be under way when the next is decided
  std::size_t asynchronous = 0;  ///< if not 0: attempts of a strategy under way at once
};

/// Leads the search of all strategies of a study, side by side: says what to try next, given what
/// came of earlier trials.
///
/// By generations, a decision learns exactly the outcomes of the generation that is `ahead` + 1
/// before it, in the order of trials; so it is the same however the runs were spread, and with
/// `ahead` > 0 no worker waits for the slowest run of a generation. Asynchronously, it learns
/// what there is; the decision says what that was, and can be repeated.
class Director {
 public:
  /// By strategy; none for those that are not searched.
  Director(std::vector<std::unique_ptr<Tuner>> tuners, Pace pace);

  /// The outcome of a trial; in any order. Not while decide() runs.
  void note(std::int64_t trial, Observation outcome);

  /// Whether decide() has enough to go on. Quick, unlike decide().
  [[nodiscard]] bool can_decide() const;
  /// The next decision; it may want no trials. Precondition: can_decide().
  [[nodiscard]] Decision decide();
  /// Makes a decision of the past again. Problem unless it comes out the same.
  void repeat(const Decision& decision);

  /// No decision will come any more, whatever is noted.
  [[nodiscard]] bool finished() const;
  [[nodiscard]] std::size_t trials() const { return trials_.size(); }

 private:
  struct Searched {
    std::size_t strategy = 0;
    std::unique_ptr<Tuner> tuner;
    std::size_t asked = 0;
    std::size_t under_way = 0;  ///< asked and not told
    bool exhausted = false;
  };
  struct Known {
    std::size_t searched = 0;  ///< index into searched_
    std::size_t attempt = 0;
  };

  [[nodiscard]] std::vector<std::int64_t> to_tell() const;
  [[nodiscard]] std::size_t wanted_of(const Searched& searched) const;
  [[nodiscard]] Decision decide_on(std::vector<std::int64_t> told);
  void ask(std::size_t index, Decision& decision);

  std::vector<Searched> searched_;
  Pace pace_;
  std::vector<Known> trials_;
  std::map<std::int64_t, Observation> noted_;  ///< not told yet
  std::vector<std::int64_t> generation_ends_;  ///< by decision: number of trials after it
};

}  // namespace servesweep::sweep
