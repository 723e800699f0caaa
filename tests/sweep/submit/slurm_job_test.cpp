#include "sweep/submit/slurm_job.h"

#include <doctest/doctest.h>

#include <sstream>

#include "engine/base/problem.h"
#include "sweep/submit/script_templates.h"
#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::slurm_job_test {
namespace {

SlurmJob plain_job() {
  return {.name = "servesweep-x",
          .program = "/opt/servesweep",
          .study = "/s/study.yaml",
          .output = "/s/out",
          .time = JobTime::parse("--time", "2h")};
}

bool has_line(const std::string& script, const std::string& line) {
  return script.find('\n' + line + '\n') != std::string::npos;
}

/// Lines of one that are not lines of the other.
std::vector<std::string> differing_lines(const std::string& script, const std::string& other) {
  std::vector<std::string> lines;
  std::istringstream text(script);
  for (std::string line; std::getline(text, line);) {
    if (!has_line('\n' + other, line)) lines.push_back(line);
  }
  return lines;
}

TEST_CASE("a job of many ranks is the MPI template with its lines filled, and no other changed") {
  SlurmJob job = plain_job();
  job.nodes = 3;
  job.tasks_per_node = 4;
  job.cpus_per_task = 8;
  job.partition = "main";
  job.account = "p_42";
  job.more = {"--qos=long"};
  job.run_options = {"--commit-seconds=5"};
  CHECK(job.cpus() == 96);
  CHECK(differing_lines(job.script(), std::string(kMpiTemplate)) ==
        std::vector<std::string>{
            "#SBATCH --job-name=servesweep-x", "#SBATCH --nodes=3", "#SBATCH --ntasks-per-node=4",
            "#SBATCH --cpus-per-task=8", "#SBATCH --time=0-02:00:00",
            "#SBATCH --output='/s/out/logs/slurm-%j.out'", "#SBATCH --partition=main",
            "#SBATCH --account=p_42", "#SBATCH --qos=long", "SERVESWEEP=/opt/servesweep",
            "STUDY=/s/study.yaml", "OUT=/s/out", "RUN_OPTIONS=(--commit-seconds=5)"});
  CHECK(job.output_file("12") == "/s/out/logs/slurm-12.out");
}

TEST_CASE("one task needs no launcher, unless one is named") {
  SlurmJob job = plain_job();
  CHECK(has_line(job.script(), "LAUNCHER=none"));
  job.launcher = "srun";
  CHECK(has_line(job.script(), "LAUNCHER=srun"));
  job = plain_job();
  job.nodes = 2;
  CHECK(has_line(job.script(), "LAUNCHER=mpirun"));
}

TEST_CASE("a job that goes back into the queue has a limit, and is told in time") {
  SlurmJob job = plain_job();
  job.requeue = true;
  job.most_requeues = 3;
  CHECK(has_line(job.script(), "MAX_REQUEUES=3"));
  CHECK(has_line(job.script(), "#SBATCH --signal=B:USR1@120"));
  job.time = JobTime::parse("--time", "2m");
  CHECK(has_line(job.script(), "#SBATCH --signal=B:USR1@30"));  // a quarter of it
}

TEST_CASE("an array is followed by one element of it as an ordinary run") {
  SlurmJob job = plain_job();
  job.array = ArraySize::parse("16%4");
  job.requeue = true;
  job.run_options = {"--lease-seconds=9", "--commit-seconds=5"};
  CHECK(job.cpus() == 4);
  const std::string script = job.script();
  CHECK(has_line(script, "#SBATCH --array=1-16%4"));
  CHECK(has_line(script, "#SBATCH --output='/s/out/logs/slurm-%A_%a.out'"));
  CHECK(script.find(" --shared ") != std::string::npos);
  CHECK(job.output_file("12") == "/s/out/logs/slurm-12_*.out");
  const std::string last = job.finishing_job().script();
  CHECK(has_line(last, "#SBATCH --job-name=servesweep-x-end"));
  CHECK(has_line(last, "MAX_REQUEUES=0"));
  CHECK(has_line(last, "RUN_OPTIONS=(--commit-seconds=5)"));  // an ordinary run has no leases
  CHECK(last.find(" --shared ") == std::string::npos);
  CHECK(last.find("--array") == std::string::npos);
}

TEST_CASE("sizes of arrays are read, and nonsense is not") {
  CHECK(ArraySize::parse("8").slurm_text() == "1-8");
  CHECK(ArraySize::parse("8%2").slurm_text() == "1-8%2");
  for (const char* text :
       {"", "0", "-1", "1-8", "8%", "8%0", "%2", "8%2%1", "1e3", "9999999", "8 "}) {
    CAPTURE(text);
    CHECK_THROWS_AS((void)ArraySize::parse(text), engine::Problem);
  }
}

TEST_CASE("what Slurm cannot be asked for is refused, named by its option") {
  SlurmJob job = plain_job();
  job.account = "a b";
  try {
    (void)job.script();
    FAIL("accepted");
  } catch (const engine::Problem& problem) {
    CHECK(problem.where() == "--account");
  }
}

TEST_CASE("templates are in the form that people and Slurm expect") {
  for (const std::string_view text : {kMpiTemplate, kArrayTemplate, kRequeueTemplate}) {
    CHECK(text.starts_with("#!/bin/bash\n"));
    const std::size_t first_command = text.find("\nSERVESWEEP=");
    REQUIRE(first_command != std::string_view::npos);
    // sbatch reads no request after the first command
    CHECK(text.rfind("\n#SBATCH") < first_command);
    const TemporaryFolder folder;
    folder.write("job.sbatch", std::string(text));
    CHECK(Process(folder.path(), {"bash", "-n", "job.sbatch"}).wait().code == 0);
    CHECK(text == text_of_file(fs::path(SERVESWEEP_SOURCE) / "slurm" /
                               (text == kMpiTemplate     ? "mpi.sbatch"
                                : text == kArrayTemplate ? "array.sbatch"
                                                         : "requeue.sbatch")));
  }
}

}  // namespace
}  // namespace servesweep::sweep::test::slurm_job_test
