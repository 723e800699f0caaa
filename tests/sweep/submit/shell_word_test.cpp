#include "sweep/submit/shell_word.h"

#include <doctest/doctest.h>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::shell_word_test {
namespace {

/// What bash makes of a word.
std::string read_by_bash(const std::string& word) {
  const TemporaryFolder folder;
  folder.write("word.sh", "printf '%s|' " + word + "\n");
  return Process(folder.path(), {"bash", "word.sh"}).wait().out;
}

TEST_CASE("plain words stay as they are") {
  CHECK(shell_word("results/quick-start_1.yaml") == "results/quick-start_1.yaml");
  CHECK(shell_word("--commit-seconds=5") == "--commit-seconds=5");
  CHECK(shell_words({"a", "b c"}) == "a 'b c'");
}

TEST_CASE("whatever means something to bash is quoted, on one line") {
  CHECK(shell_word("") == "''");
  CHECK(shell_word("a b") == "'a b'");
  CHECK(shell_word("$(rm -rf x)") == "'$(rm -rf x)'");
  CHECK(shell_word("it's") == "'it'\\''s'");
  CHECK(shell_word("a\n#SBATCH --uid=0") == "$'a\\012#SBATCH --uid=0'");
  CHECK(shell_word("tab\tback\\slash'") == "$'tab\\011back\\\\slash\\''");
  CHECK(shell_word("\xc2\x9b") == "$'\\302\\233'");  // a terminal would act on it
  CHECK(shell_word("\xc3\xa4") == "'\xc3\xa4'");
}

TEST_CASE("bash reads every byte as it was") {
  std::string every;
  for (int byte = 1; byte < 256; ++byte) every += static_cast<char>(byte);
  CHECK(read_by_bash(shell_word(every)) == every + '|');
  for (const std::string word :
       {"~", "*", "a=b", "{a,b}", "!x", "-n", "`id`", "\"", "\\", "#", ";"}) {
    CAPTURE(word);
    CHECK(read_by_bash(shell_word(word)) == word + '|');
  }
}

}  // namespace
}  // namespace servesweep::sweep::test::shell_word_test
