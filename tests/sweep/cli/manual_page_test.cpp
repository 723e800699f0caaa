#include "sweep/cli/manual_page.h"

#include <doctest/doctest.h>

#include "sweep/cli/verbs.h"
#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::manual_page_test {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("the manual has every verb with every option and every exit status") {
  const std::string page = manual_page(all_verbs(), "1.2");
  CHECK(page.starts_with(".TH SERVESWEEP 1 \"\" \"servesweep 1.2\""));
  for (const Verb& verb : all_verbs()) {
    CAPTURE(verb.line.page().name);
    CHECK(contains(page, ".SS \"servesweep " + verb.line.page().name));
    for (const CommandLine::Option& option : verb.line.declared_options()) {
      std::string name = option.name;
      for (std::size_t i = name.find('-'); i != std::string::npos; i = name.find('-', i + 2)) {
        name.insert(i, "\\");
      }
      CAPTURE(name);
      CHECK(contains(page, "\\-\\-" + name));
    }
  }
  for (const ExitCodeMeaning& code : kExitCodes) {
    CHECK(contains(page, "\\fB" + std::to_string(static_cast<int>(code.code)) + "\\fR\n"));
  }
}

TEST_CASE("text of the help cannot become a request of the page") {
  CommandLine line({.name = "trap",
                    .purpose = "tell",
                    .details = ".so x\n'br\na\\b 'c'",
                    .examples = {},
                    .exit_codes = usual_exit_codes()});
  line.flag("--dry-run", ".TH nothing");
  const std::string page = manual_page({Verb{.line = std::move(line)}}, "1");
  CHECK(contains(page, "\n\\&.so x\n\\&\\(aqbr\na\\eb \\(aqc\\(aq\n"));
  CHECK(contains(page, "\n\\fB\\-\\-dry\\-run\\fR\n\\&.TH nothing\n"));
}

TEST_CASE("the manual that the program prints sets without a warning") {
  const TemporaryFolder folder;
  const Finished page = servesweep(folder.path(), {"manual"});
  REQUIRE(page.code == 0);
  folder.write("servesweep.1", page.out);
  const Finished set =
      Process(folder.path(), {"groff", "-man", "-Tutf8", "-ww", "-z", "servesweep.1"}).wait();
  if (set.code == 127) {
    MESSAGE("groff is not installed: the manual page is not set");
    return;
  }
  CHECK(set.code == 0);
  CHECK(set.err == "");
}

}  // namespace
}  // namespace servesweep::sweep::test::manual_page_test
