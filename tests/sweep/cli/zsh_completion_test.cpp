#include "sweep/cli/zsh_completion.h"

#include <doctest/doctest.h>

#include "sweep/cli/verbs.h"
#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::zsh_completion_test {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("zsh's completion has verbs, options, words, files, and quotes what they mean") {
  CommandLine line({.name = "try",
                    .purpose = "tell what: it's",
                    .details = "",
                    .examples = {},
                    .exit_codes = usual_exit_codes()});
  line.operand("FOLDER", "a folder")
      .operands("FILE", "files", "none")
      .flag("--dry-run", "don't [yet]")
      .value("--output,-o", "FOLDER", "where")
      .values("--format", "FORMAT", "text or json");
  const std::string script = zsh_completion({Verb{.line = std::move(line)}});
  CHECK(script.starts_with("#compdef servesweep\n"));
  CHECK(contains(script, R"(    'try:tell what\: it'\''s')"));
  CHECK(contains(script, R"('--dry-run[don'\''t \[yet\]]')"));
  CHECK(contains(script, R"('(-o --output)'{-o+,--output=}'[where]:FOLDER:_files -/')"));
  CHECK(contains(script, R"('*--format=[text or json]:FORMAT:(text json)')"));
  CHECK(contains(script, R"('1:FOLDER:_files -/')"));
  CHECK(contains(script, R"('*:FILE:_files')"));
}

TEST_CASE("zsh can read its completion and finds the words of an option") {
  const TemporaryFolder folder;
  folder.write("_servesweep", zsh_completion(all_verbs()));
  const Finished read = Process(folder.path(), {"zsh", "-nf", "_servesweep"}).wait();
  if (read.code == 127) {
    MESSAGE("zsh is not installed: its completion is not read");
    return;
  }
  CHECK(read.code == 0);
  CHECK(read.err == "");
  // What a terminal shows when somebody types a tab; quotation marks keep what is typed from being
  // what is awaited.
  folder.write("try.zsh", R"ZSH(zmodload zsh/zpty
zpty -b shell zsh -f -i
zpty -w shell "PS1=; fpath=($PWD \$fpath); autoload -U compinit; compinit -u -d $PWD/dump; print rea''dy"
zpty -m -r shell shown '*ready*'
zpty -n -w shell $'servesweep rank --family m\t; print do""ne\n'
zpty -m -r shell shown '*done*'
print -r -- "$shown"
zpty -d shell
)ZSH");
  const Finished completed =
      Process(folder.path(), {"timeout", "60", "zsh", "-f", "try.zsh"}).wait();
  CHECK(contains(completed.out, "--family metric"));
}

}  // namespace
}  // namespace servesweep::sweep::test::zsh_completion_test
