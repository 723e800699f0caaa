#pragma once

#include <string>

#include "engine/base/problem.h"

namespace servesweep::engine {

/// The message of the Problem that `act` throws; "" if it does not.
template <class Act>
std::string problem_of(Act act) {
  try {
    act();
  } catch (const Problem& problem) {
    return problem.what();
  }
  return "";
}

}  // namespace servesweep::engine
