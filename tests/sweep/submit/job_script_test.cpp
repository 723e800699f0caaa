#include "sweep/submit/job_script.h"

#include <doctest/doctest.h>

#include <stdexcept>

#include "engine/base/problem.h"

namespace servesweep::sweep::job_script_test {
namespace {

const std::string kTemplate =
    "#!/bin/bash\n"
    "# words\n"
    "#SBATCH --nodes=1\n"
    "##SBATCH --partition=NAME\n"
    "#SBATCH --output=slurm-%j.out\n"
    "STUDY=study.yaml\n"
    "OPTIONS=()\n"
    "echo \"$STUDY\"\n";

TEST_CASE("lines of a template are filled, and the rest stays") {
  JobScript script(kTemplate);
  CHECK(script.text() == kTemplate);
  script.ask("nodes", "4");
  script.ask("partition", "main");
  script.ask_more("--qos=long");
  script.ask_more("--exclusive");
  CHECK(script.write_output_to("/a b/it's 5%", "slurm-%j.out"));
  script.set("STUDY", "/a b.yaml");
  script.set("OPTIONS", std::vector<std::string>{"--x=1", "--y=$z"});
  CHECK(script.text() ==
        "#!/bin/bash\n"
        "# words\n"
        "#SBATCH --nodes=4\n"
        "#SBATCH --partition=main\n"
        "#SBATCH --output='/a b/it'\\''s 5%%/slurm-%j.out'\n"
        "#SBATCH --qos=long\n"
        "#SBATCH --exclusive\n"
        "STUDY='/a b.yaml'\n"
        "OPTIONS=(--x=1 '--y=$z')\n"
        "echo \"$STUDY\"\n");
}

TEST_CASE("nothing that is asked of Slurm can become another line or word") {
  JobScript script(kTemplate);
  for (const char* value : {"", "a b", "a\n#SBATCH --uid=0", "a\tb", "'a'", "\"a\"", "a\\", "a#b",
                            "-x", "a;b", "$(id)", "`id`", "a\x7f", "\xc3\xa4"}) {
    CAPTURE(value);
    CHECK_THROWS_AS(script.ask("partition", value), engine::Problem);
    CHECK_THROWS_AS(script.ask_more("--qos=" + std::string(value)), engine::Problem);
  }
  for (const char* option : {"", "-p main", "qos=long", "--", "--=x", "--a b", "--Q=1", "---x",
                             "--a\n--b", "--a\n#SBATCH --uid=0"}) {
    CAPTURE(option);
    CHECK_THROWS_AS(script.ask_more(option), engine::Problem);
  }
  CHECK(script.text() == kTemplate);
}

TEST_CASE("an output folder that a line cannot hold leaves the file where it was") {
  JobScript script(kTemplate);
  CHECK_FALSE(script.write_output_to("/a\n#SBATCH --uid=0", "slurm-%j.out"));
  CHECK_FALSE(script.write_output_to("/back\\slash", "slurm-%j.out"));
  CHECK(script.text() == kTemplate);
}

TEST_CASE("a knob with a line break stays one line") {
  JobScript script(kTemplate);
  script.set("STUDY", "a\n#SBATCH --uid=0\nrm -rf x");
  CHECK(script.text().find("STUDY=$'a\\012#SBATCH --uid=0\\012rm -rf x'\n") != std::string::npos);
}

TEST_CASE("a template without the line is our own mistake") {
  JobScript script(kTemplate);
  CHECK_THROWS_AS(script.ask("array", "1"), std::logic_error);
  CHECK_THROWS_AS(script.set("OUT", "x"), std::logic_error);
}

}  // namespace
}  // namespace servesweep::sweep::job_script_test
