#include "sweep/distribute/job_transport.h"

#include <doctest/doctest.h>

#include <map>
#include <string>

namespace job_transport_test {

using namespace servesweep::sweep;

namespace {

bool launched_with(const std::map<std::string, std::string>& variables) {
  return started_by_launcher([&](const char* name) -> const char* {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  });
}

}  // namespace

TEST_CASE("job transport: a launcher is known by what it leaves in the environment") {
  CHECK_FALSE(launched_with({}));
  CHECK_FALSE(launched_with({{"PATH", "/usr/bin"}}));
  CHECK(launched_with({{"OMPI_COMM_WORLD_SIZE", "1"}}));
  CHECK(launched_with({{"PMIX_RANK", "0"}}));
  CHECK(launched_with({{"PMI_RANK", "3"}}));
  CHECK(launched_with({{"SLURM_STEP_NUM_TASKS", "4"}}));
  // A batch script or a single task: no need for MPI.
  CHECK_FALSE(launched_with({{"SLURM_JOB_ID", "17"}, {"SLURM_NTASKS", "4"}}));
  CHECK_FALSE(launched_with({{"SLURM_STEP_NUM_TASKS", "1"}}));
}

}  // namespace job_transport_test
