#pragma once

#include <string>

#include "engine/base/problem.h"

namespace servesweep::sweep {

/// The message of the Problem that `action` throws, or what happened instead.
template <class Action>
[[nodiscard]] std::string problem_of(Action action) {
  try {
    action();
  } catch (const engine::Problem& problem) {
    return problem.what();
  }
  return "no problem";
}

}  // namespace servesweep::sweep
