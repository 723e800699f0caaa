#include "sweep/cli/bash_completion.h"

#include <doctest/doctest.h>

#include "sweep/cli/verbs.h"
#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::bash_completion_test {
namespace {

/// A folder in which commands are completed by a real bash.
class Shell {
 public:
  Shell() {
    folder_.write("completion.bash", bash_completion(all_verbs()));
    folder_.write("study.yaml", "");
    folder_.write("table.csv", "");
    fs::create_directory(folder_.path() / "results");
  }

  /// What bash would offer, a word per line, sorted; `words` as readline parts the command.
  [[nodiscard]] std::string offers(const std::string& words) const {
    const std::string script = "source ./completion.bash; COMP_WORDS=(servesweep " + words +
                               "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _servesweep; printf "
                               "'%s\\n' \"${COMPREPLY[@]}\" | sort";
    const Finished bash = Process(folder_.path(), {"bash", "--norc", "-uc", script}).wait();
    CHECK(bash.code == 0);
    CHECK(bash.err == "");
    return bash.out;
  }

 private:
  TemporaryFolder folder_;
};

TEST_CASE("bash completes verbs") {
  const Shell shell;
  CHECK(shell.offers("ra") == "rank\n");
  CHECK(shell.offers("--v") == "--version\n");
  CHECK(shell.offers("help stat") == "status\n");
  const std::string all = shell.offers("''");
  for (const Verb& verb : all_verbs()) {
    CHECK(all.find(verb.line.page().name + '\n') != std::string::npos);
  }
}

TEST_CASE("bash completes options and the words they take") {
  const Shell shell;
  CHECK(shell.offers("rank --poi") == "--points\n");
  CHECK(shell.offers("rank --fam") == "--family\n");
  CHECK(shell.offers("rank --family ''") == "all\nmetric\n");
  CHECK(shell.offers("rank --family = a") == "all\n");
  CHECK(shell.offers("rank --family =") == "all\nmetric\n");
  CHECK(shell.offers("run study.yaml --on-failure c") == "continue\n");
  CHECK(shell.offers("submit study.yaml --on-failure c") == "continue\n");
  CHECK(shell.offers("rank --confidence ''") == "\n");
  CHECK(shell.offers("rank --format j") == "json\n");
  CHECK(shell.offers("completion ''") == "bash\nzsh\n");
}

TEST_CASE("bash completes studies, folders and files") {
  const Shell shell;
  CHECK(shell.offers("run ''") == "results\nstudy.yaml\n");
  CHECK(shell.offers("run --threads 2 ''") == "results\nstudy.yaml\n");
  CHECK(shell.offers("run --threads = 2 st") == "study.yaml\n");
  CHECK(shell.offers("run study.yaml -o ''") == "results\n");
  CHECK(shell.offers("run study.yaml ''") == "\n");
  CHECK(shell.offers("rank ''") == "results\n");
  CHECK(shell.offers("export results --to t") == "table.csv\n");
  CHECK(shell.offers("strategies study.yaml s") == "study.yaml\n");
}

TEST_CASE("bash offers nothing for what is no verb") {
  const Shell shell;
  CHECK(shell.offers("nonsense ''") == "\n");
}

}  // namespace
}  // namespace servesweep::sweep::test::bash_completion_test
