#include "sweep/report/section_progress.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::section_progress_test {

TEST_CASE("the progress of a report is the section under way, and what was simulated for it") {
  CHECK(section_progress_text("What was found", 0, 12, 0) == "section 1 of 12, What was found");
  CHECK(section_progress_text("Failures", 10, 12, 1) == "section 11 of 12, Failures; 1 simulation");
  CHECK(section_progress_text("Failures", 10, 12, 1240) ==
        "section 11 of 12, Failures; 1240 simulations");
}

TEST_CASE("a report that is made at once shows no progress, and nothing stays behind") {
  std::FILE* const file = std::tmpfile();
  REQUIRE(file != nullptr);
  {
    SectionProgress progress("study", 2, file);
    progress.begin("Ranking", 1);
  }
  CHECK(std::ftell(file) == 0);
  (void)std::fclose(file);
}

}  // namespace servesweep::sweep::section_progress_test
