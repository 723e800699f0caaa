#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "sweep/distribute/transport.h"

namespace servesweep::sweep {

/// Operations that all ranks call together, in the same order, and never while a distribution runs.

/// What rank 0 passes, on every rank; the others' argument is ignored. So that only rank 0 reads
/// files.
[[nodiscard]] std::string broadcast(Transport& transport, std::string text);

/// Thrown where rank 0 has failed and says so itself: leave quietly, the message is out already.
class RankZeroFailed : public std::runtime_error {
 public:
  RankZeroFailed(const std::string& text, bool of_input)
      : std::runtime_error(text), bad_input(of_input) {}

  bool bad_input;  ///< the user's input is to blame
};

/// What `make` returns on rank 0 (where alone it is called), on every rank. For work of rank 0 that
/// may fail, such as reading the user's files: all ranks learn of it and none waits for ever.
/// @throws whatever `make` throws, on rank 0; RankZeroFailed with the same text elsewhere
[[nodiscard]] std::string broadcast_from_rank_zero(Transport& transport,
                                                   const std::function<std::string()>& make);

/// On rank 0 the texts of all ranks, by rank; elsewhere nothing. No rank returns before all have
/// called.
[[nodiscard]] std::vector<std::string> gather(Transport& transport, std::string text);

/// Runs `step` on every rank and tells all of them the first error in order of ranks ("rank 2 on
/// n7: …"; a rank alone is not named); empty if nobody had one. For steps that may fail on some
/// ranks only, so that all take the same way.
[[nodiscard]] std::string first_error(Transport& transport, const std::function<void()>& step);

/// No rank returns before all have called.
void barrier(Transport& transport);

}  // namespace servesweep::sweep
