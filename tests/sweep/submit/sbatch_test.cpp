#include "sweep/submit/sbatch.h"

#include <doctest/doctest.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::sbatch_test {
namespace {

/// A folder with an sbatch of our own, which alone is on the PATH with the shell's commands.
class FakeSlurm {
 public:
  explicit FakeSlurm(const std::string& sbatch) : path_(std::getenv("PATH")) {
    std::signal(SIGPIPE, SIG_IGN);  // as the program does
    folder_.write("sbatch", "#!/bin/sh\n" + sbatch);
    fs::permissions(folder_.path() / "sbatch", fs::perms::owner_all);
    ::setenv("PATH", (folder_.path().string() + ":/usr/bin:/bin").c_str(), 1);
  }
  ~FakeSlurm() {
    ::setenv("PATH", path_.c_str(), 1);
    std::signal(SIGPIPE, SIG_DFL);
  }
  FakeSlurm(const FakeSlurm&) = delete;
  FakeSlurm& operator=(const FakeSlurm&) = delete;

  [[nodiscard]] std::string text(const std::string& name) const {
    return text_of_file(folder_.path() / name);
  }

 private:
  TemporaryFolder folder_;
  std::string path_;
};

std::string complaint(const std::string& script = "#!/bin/bash\n") {
  try {
    (void)submit_to_slurm(script);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

TEST_CASE("sbatch gets the script as it is, and its options as words") {
  const FakeSlurm slurm(
      "here=$(dirname \"$0\")\ncat >\"$here/script\"\nprintf '%s|' \"$@\" >\"$here/words\"\n"
      "echo '12;cluster'\n");
  const std::string script = "#!/bin/bash\n" + std::string(200'000, '#') + "\nexit 0";
  CHECK(submit_to_slurm(script, {"--dependency=afterany:7", "a b"}) == "12");
  CHECK(slurm.text("script") == script);
  CHECK(slurm.text("words") == "--parsable|--dependency=afterany:7|a b|");
}

TEST_CASE("a refusal, a strange answer and an early end are told") {
  {
    const FakeSlurm slurm("exit 3\n");
    CHECK(
        complaint(std::string(200'000, '#')).starts_with("sbatch: refused the job with status 3"));
  }
  {
    const FakeSlurm slurm("kill -KILL $$\n");
    CHECK(complaint().starts_with("sbatch: refused the job with status 137"));
  }
  {
    const FakeSlurm slurm("cat >/dev/null; echo Submitted\n");
    CHECK(complaint().starts_with("sbatch: its answer is no job id ("));
  }
}

TEST_CASE("where Slurm is installed and not to be reached, that is said before its own words") {
  const FakeSlurm slurm(
      "cat >/dev/null; echo 'sbatch: error: fetch_config: DNS SRV lookup failed' >&2\n"
      "echo 'sbatch: fatal: Could not establish a configuration source' >&2; exit 1\n");
  CHECK(complaint() ==
        "sbatch: reaches no Slurm from here (no slurm.conf, or no controller answers); submit from "
        "a node of the cluster, or write the script with --dry-run; it said: sbatch: fatal: Could "
        "not establish a configuration source");
}

TEST_CASE("where there is no Slurm, that is said") {
  const FakeSlurm slurm("exit 0\n");
  ::setenv("PATH", "/nowhere", 1);
  CHECK(complaint().starts_with("sbatch: cannot be started (No such file or directory); "));
}

}  // namespace
}  // namespace servesweep::sweep::test::sbatch_test
