#include <doctest/doctest.h>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::submit_test {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::size_t lines_with(const std::string& text, const std::string& start) {
  std::istringstream lines(text);
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line);) count += line.starts_with(start) ? 1 : 0;
  return count;
}

/// A folder with the example study and, in bin, stand-ins for Slurm's commands, which write down
/// what they are given.
class FakeCluster {
 public:
  explicit FakeCluster(const std::string& study_folder = "here") : study_folder_(study_folder) {
    fs::create_directories(folder_.path() / "bin");
    fs::create_directories(folder_.path() / study_folder_);
    folder_.write(study_folder_ + "/study.yaml", kExampleStudy);
    // Each call gets the next number, as its job id too.
    command("sbatch",
            "n=$(ls \"$H\"/job-* 2>/dev/null | wc -l)\ncat >\"$H/job-$n\"\n"
            "printf '%s\\n' \"$@\" >\"$H/words-$n\"\necho $((n + 100))\n");
  }

  void command(const std::string& name, const std::string& body) const {
    const std::string home = "H='" + folder_.path().string() + "'\n";
    folder_.write("bin/" + name, "#!/bin/bash\n" + home + body);
    fs::permissions(folder_.path() / "bin" / name, fs::perms::owner_all);
  }

  [[nodiscard]] Finished call(std::vector<std::string> words) const {
    words.insert(words.begin(),
                 {"env", "PATH=" + (folder_.path() / "bin").string() + ":/usr/bin:/bin"});
    return Process(folder_.path() / study_folder_, std::move(words)).wait();
  }
  [[nodiscard]] Finished submit(std::vector<std::string> options) const {
    options.insert(options.begin(), {SERVESWEEP_PROGRAM, "submit", "study.yaml"});
    return call(std::move(options));
  }

  [[nodiscard]] fs::path path(const std::string& name) const { return folder_.path() / name; }
  [[nodiscard]] std::string text(const std::string& name) const { return text_of_file(path(name)); }

 private:
  TemporaryFolder folder_;
  std::string study_folder_;
};

TEST_CASE("a study is submitted, and the user told what to type next") {
  const FakeCluster slurm;
  const Finished done = slurm.submit({"-o", "out", "--nodes", "3", "--time", "90m"});
  CHECK(done.code == 0);
  CHECK(done.err.empty());
  CHECK(done.out.starts_with("submitted job 100: 3 nodes x 1 task x 1 CPU, at most 1 h 30 min\n"));
  CHECK(contains(done.out, "squeue --jobs=100\n"));
  const std::string out = slurm.path("here/out").string();
  CHECK(contains(done.out, "servesweep status " + out + '\n'));
  CHECK(contains(done.out, out + "/logs/slurm-100.out\n"));
  CHECK(contains(done.out, "scancel 100 "));
  CHECK(contains(done.out, "submit study.yaml -o out --nodes 3 --time 90m\n"));
  CHECK(fs::is_directory(slurm.path("here/out/logs")));
  CHECK(slurm.text("words-0") == "--parsable\n");
  // Exactly what a dry run shows.
  const Finished dry = slurm.submit({"-o", "out", "--nodes", "3", "--time", "90m", "--dry-run"});
  CHECK(dry.code == 0);
  CHECK(dry.out == slurm.text("job-0"));
  CHECK(contains(dry.err, "cost: 8 of 8 runs are left, about "));
  CHECK(contains(dry.err, "asked of Slurm: 3 CPUs for at most 1 h 30 min, 4.5 core-hours\n"));
  CHECK_FALSE(fs::exists(slurm.path("job-1")));
}

TEST_CASE("an array is closed by a job that waits for it") {
  const FakeCluster slurm;
  const Finished done = slurm.submit({"-o", "out", "--array", "4"});
  CHECK(done.code == 0);
  CHECK(contains(done.out, "submitted job 100: 4 elements of 1 node x 1 task x 1 CPU"));
  CHECK(contains(done.out, "submitted job 101: closes the study when all of 100 have ended\n"));
  CHECK(contains(done.out, "squeue --jobs=100,101\n"));
  // the closing job first, as the end of the array would start it
  CHECK(contains(done.out, "scancel 101; scancel --batch --signal=USR1 100 "));
  CHECK(contains(done.out, "scancel 101 100 "));
  CHECK(contains(slurm.text("job-0"), "#SBATCH --array=1-4\n"));
  CHECK(slurm.text("words-1") == "--parsable\n--dependency=afterany:100\n");
  CHECK_FALSE(contains(slurm.text("job-1"), "--array"));
}

TEST_CASE("bad input is refused and nothing submitted") {
  const FakeCluster slurm;
  const std::vector<std::vector<std::string>> bad{{"--partition", "main\n#SBATCH --uid=0"},
                                                  {"--account", "$(id)"},
                                                  {"--sbatch", "-p main"},
                                                  {"--time", "soon"},
                                                  {"--nodes", "0"},
                                                  {"--array", "1-4"},
                                                  {"--launcher", "ssh"},
                                                  {"--no-such-option"},
                                                  {"--nodes", "2", "--launcher", "none"},
                                                  {"--threads", "2"},
                                                  {"--commit-seconds", "often"},
                                                  {"--walltime", "soon"},
                                                  {"--walltime", "2h", "--time", "1h"},
                                                  {"--max-requeues", "3"},
                                                  {"--array", "4%9"},
                                                  {"--sbatch", "--time=5"}};
  for (const auto& options : bad) {
    CAPTURE(options);
    const Finished done = slurm.submit(options);
    CHECK(done.code == 2);
    CHECK(done.out.empty());
    CHECK(contains(done.err, options.front() == "--nodes" && options.size() > 2 ? "--launcher"
                                                                                : options.front()));
  }
  CHECK_FALSE(fs::exists(slurm.path("job-0")));
  CHECK_FALSE(fs::exists(slurm.path("here/results")));
}

TEST_CASE("what sbatch says against it is passed on, and no empty folder is left") {
  const FakeCluster slurm;
  slurm.command("sbatch", "cat >/dev/null; echo 'sbatch: error: invalid account' >&2; exit 1\n");
  const Finished done = slurm.submit({"-o", "out"});
  CHECK(done.code == 1);
  CHECK(done.err.starts_with("sbatch: error: invalid account\nservesweep: error: sbatch: refused"));
  CHECK_FALSE(fs::exists(slurm.path("here/out")));
}

TEST_CASE("if the closing job is refused, the array is not forgotten") {
  const FakeCluster slurm;
  slurm.command("sbatch", "cat >/dev/null\n[ $# = 1 ] && echo 7 && exit\nexit 1\n");
  const Finished done = slurm.submit({"-o", "out", "--array", "4"});
  CHECK(done.code == 1);
  CHECK(contains(done.out, "submitted job 7: "));
  CHECK(contains(done.out, "scancel 7 "));
  CHECK(contains(done.err,
                 "but the array is: job 7. When it has ended, close the study: "
                 "servesweep run "));
}

TEST_CASE("paths of any characters reach the program as they are, and start nothing else") {
  const std::string hostile =
      "a b'c\"d $(touch pwned) `touch pwned` ;touch pwned\n#SBATCH --uid=0\ntouch pwned\n-x %j \\ "
      "~";
  const FakeCluster slurm(hostile);
  slurm.command("mpirun", "printf '%s|' \"$@\" >\"$H/called\"\n");
  const Finished done =
      slurm.submit({"-o", "--out $(touch pwned)'\n\"", "--nodes", "2", "--cpus-per-task", "4"});
  REQUIRE(done.code == 0);
  const std::string script = slurm.text("job-0");
  // as many requests as the template makes, all of them before the first command
  CHECK(lines_with(script, "#SBATCH") ==
        lines_with(text_of_file(fs::path(SERVESWEEP_SOURCE) / "slurm/mpi.sbatch"), "#SBATCH"));
  CHECK_FALSE(contains(script, "\n#SBATCH --uid"));
  CHECK(slurm.call({"SLURM_CPUS_PER_TASK=4", "bash", slurm.path("job-0").string()}).code == 0);
  const std::string folder = slurm.path(hostile).string();
  CHECK(slurm.text("called") == "--bind-to|none|" + std::string(SERVESWEEP_PROGRAM) + "|run|" +
                                    folder + "/study.yaml|--output=" + folder +
                                    "/--out $(touch pwned)'\n\"|--threads=4|");
  for (const auto& entry : fs::recursive_directory_iterator(slurm.path(""))) {
    CHECK(entry.path().filename() != "pwned");
  }
}

TEST_CASE("options of run are passed on to it, word by word") {
  const FakeCluster slurm;
  const Finished done = slurm.submit({"-o", "out", "--nodes", "2", "--launcher", "srun", "--time",
                                      "2d", "--commit-seconds", "5", "--walltime=1-00:00:00"});
  REQUIRE(done.code == 0);
  slurm.command("srun", "printf '%s|' \"$@\" >\"$H/called\"; exit 75\n");
  CHECK(slurm.call({"bash", slurm.path("job-0").string()}).code == 75);
  CHECK(contains(slurm.text("called"),
                 "--mpi=pmix|--cpus-per-task=1|--kill-on-bad-exit=0|--wait=120|" +
                     std::string(SERVESWEEP_PROGRAM) + "|run|"));
  CHECK(contains(slurm.text("called"), "|--threads=1|--walltime=1-00:00:00|--commit-seconds=5|"));
}

/// The script of a job that requeues, run by bash with a program that leaves with `code`.
std::string requeued(const FakeCluster& slurm, const std::string& code,
                     const std::string& restarts) {
  fs::remove(slurm.path("requeued"));
  slurm.command("mpirun", "exit " + code + "\n");
  slurm.command("scontrol", "printf '%s|' \"$@\" >\"$H/requeued\"\n");
  const Finished done = slurm.call(
      {"SLURM_JOB_ID=9", "SLURM_RESTART_COUNT=" + restarts, "bash", slurm.path("job-0").string()});
  CHECK(std::to_string(done.code) == code);
  return slurm.text("requeued");
}

TEST_CASE("a job goes back into the queue when it was stopped early, up to its limit") {
  const FakeCluster slurm;
  REQUIRE(slurm.submit({"-o", "o", "--nodes", "2", "--requeue", "--max-requeues", "2"}).code == 0);
  CHECK(requeued(slurm, "75", "0") == "requeue|9|");
  CHECK(requeued(slurm, "75", "1") == "requeue|9|");
  CHECK(requeued(slurm, "75", "2").empty());
  CHECK(requeued(slurm, "0", "0").empty());
  CHECK(requeued(slurm, "1", "0").empty());
  CHECK(requeued(slurm, "137", "0").empty());
}

/// Signals the running script `signal`, when its step runs; the step then leaves with `code`.
Finished signalled(const FakeCluster& slurm, int signal, const std::string& code) {
  fs::remove(slurm.path("running"));
  slurm.command("mpirun", "trap 'echo drained >\"$H/drained\"; exit " + code +
                              "' USR1\ntouch \"$H/running\"\nwhile :; do sleep 0.01; done\n");
  slurm.command("scontrol", "touch \"$H/requeued\"\n");
  const Process job(slurm.path("here"),
                    {"env", "PATH=" + slurm.path("bin").string() + ":/usr/bin:/bin",
                     "SLURM_JOB_ID=9", "bash", slurm.path("job-0").string()});
  CHECK(eventually([&] { return fs::exists(slurm.path("running")); }));
  job.signal(signal);
  return job.wait();
}

TEST_CASE("a signal to the script drains its step; only USR1 leads back into the queue") {
  const FakeCluster slurm;
  REQUIRE(slurm.submit({"-o", "o", "--nodes", "2", "--requeue"}).code == 0);
  CHECK(signalled(slurm, SIGUSR1, "75").code == 75);
  CHECK(fs::remove(slurm.path("drained")));
  CHECK(fs::remove(slurm.path("requeued")));
  // ended by its launcher while it drained
  CHECK(signalled(slurm, SIGUSR1, "143").code == 143);
  CHECK(fs::remove(slurm.path("requeued")));
  // complete in the very last moment
  CHECK(signalled(slurm, SIGUSR1, "0").code == 0);
  CHECK_FALSE(fs::exists(slurm.path("requeued")));
  // scancel, or preemption, after which Slurm itself decides
  CHECK(signalled(slurm, SIGTERM, "75").code == 75);
  CHECK(fs::remove(slurm.path("drained")));
  CHECK_FALSE(fs::exists(slurm.path("requeued")));
}

TEST_CASE("an element of an array that finds nothing more to do has not failed") {
  const FakeCluster slurm;
  slurm.command("mpirun", "exit 75\n");
  REQUIRE(slurm.submit({"-o", "o", "--array", "4", "--launcher", "mpirun"}).code == 0);
  CHECK(slurm.call({"bash", slurm.path("job-0").string()}).code == 0);
  slurm.command("mpirun", "exit 1\n");
  CHECK(slurm.call({"bash", slurm.path("job-0").string()}).code == 1);
}

}  // namespace
}  // namespace servesweep::sweep::test::submit_test
