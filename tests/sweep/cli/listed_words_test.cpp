#include "sweep/cli/listed_words.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::listed_words_test {
namespace {

using Words = std::vector<std::string>;

TEST_CASE("an option's words are those that its help lists") {
  CHECK(listed_words("text, csv, json or markdown") == Words{"text", "csv", "json", "markdown"});
  CHECK(listed_words("text, csv, or json") == Words{"text", "csv", "json"});
  CHECK(listed_words("bash or zsh") == Words{"bash", "zsh"});
  CHECK(listed_words("mpirun, srun (--mpi=pmix) or none; else mpirun for many tasks") ==
        Words{"mpirun", "srun", "none"});
  CHECK(listed_words("what it adjusts over: 'metric' (each) or 'all'") == Words{"metric", "all"});
  CHECK(listed_words("show of the log: trace, debug, off; else warn") ==
        Words{"trace", "debug", "off"});
}

TEST_CASE("a meaning that lists no words gives none") {
  CHECK(listed_words("where; else Slurm's default").empty());
  CHECK(listed_words("a finished run is on disk after so long").empty());
  CHECK(listed_words("time that the job has: 90s, 30m, 2h, D-HH:MM:SS; else what Slurm says")
            .empty());
  CHECK(listed_words("or sooner, if a rank has so much of them: 16MiB, 100MB").empty());
  CHECK(listed_words("when a run fails: abort, or continue without it").empty());
  CHECK(listed_words("").empty());
}

}  // namespace
}  // namespace servesweep::sweep::listed_words_test
