#include "sweep/cli/argument_kind.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "sweep/cli/verbs.h"

namespace servesweep::sweep::argument_kind_test {
namespace {

TEST_CASE("what a shell may offer follows from the declaration") {
  CHECK(completed_argument("FOLDER", "a result folder").kind == ArgumentKind::folder);
  CHECK(completed_argument("FILE", "write it there").kind == ArgumentKind::file);
  CHECK(completed_argument("STUDY", "a study file").kind == ArgumentKind::study);
  CHECK(completed_argument("N", "threads").kind == ArgumentKind::free);
  const CompletedArgument format = completed_argument("FORMAT", "text or json");
  CHECK(format.kind == ArgumentKind::words);
  CHECK(format.words == std::vector<std::string>{"text", "json"});
}

TEST_CASE("every format of every verb can be completed and a default is one of the words") {
  for (const Verb& verb : all_verbs()) {
    for (const CommandLine::Option& option : verb.line.declared_options()) {
      CAPTURE(verb.line.page().name);
      CAPTURE(option.name);
      const CompletedArgument value = completed_argument(option.placeholder, option.meaning);
      if (option.placeholder == "FORMAT") CHECK(value.kind == ArgumentKind::words);
      if (value.kind != ArgumentKind::words || option.fallback.empty()) continue;
      CHECK(std::ranges::find(value.words, option.fallback) != value.words.end());
    }
  }
}

}  // namespace
}  // namespace servesweep::sweep::argument_kind_test
