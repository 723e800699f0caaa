#include "sweep/submit/managed_option.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"

namespace servesweep::sweep::managed_option_test {

TEST_CASE("what submit asks for itself cannot be asked for again, not even in short") {
  CHECK_THROWS_WITH_AS(check_unmanaged("time", false),
                       "--sbatch: --time is not free (submit asks Slurm for it itself, and relies "
                       "on it); use --time",
                       engine::Problem);
  CHECK_THROWS_WITH_AS(check_unmanaged("part", false),
                       "--sbatch: --part, short for --partition, is not free (submit asks Slurm "
                       "for it itself, and relies on it); use --partition",
                       engine::Problem);
  for (const char* name : {"ntasks", "array", "output", "signal", "requeue", "job-name"}) {
    CHECK_THROWS_AS(check_unmanaged(name, false), engine::Problem);
  }
}

TEST_CASE("all else is the user's") {
  for (const char* name :
       {"qos", "mem", "exclude", "constraint", "time-min", "error", "nodelist"}) {
    CHECK_NOTHROW(check_unmanaged(name, true));
  }
  CHECK_NOTHROW(check_unmanaged("no-requeue", false));
  CHECK_THROWS_AS(check_unmanaged("no-requeue", true), engine::Problem);
}

}  // namespace servesweep::sweep::managed_option_test
