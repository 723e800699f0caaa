#pragma once

#include <cassert>

/// Preconditions, internal facts and postconditions of our own code: checked in debug builds only.
/// User input is never checked with these; it is validated always and reported as a Problem.
#define SERVESWEEP_EXPECT(condition) assert(condition)
#define SERVESWEEP_ENSURE(condition) assert(condition)
