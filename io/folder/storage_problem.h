#pragma once

#include "engine/base/problem.h"

namespace servesweep::io {

/// What the user's input is not to blame for: a disk that is full or fails, a damaged file. Ends
/// the program with status 1, other Problems with 2.
class StorageProblem : public engine::Problem {
 public:
  using engine::Problem::Problem;
};

}  // namespace servesweep::io
