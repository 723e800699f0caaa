#include "sweep/cli/progress_line.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::progress_line_test {

TEST_CASE("progress is a share, a rate and what is left") {
  const Study study = Study::read(io::Document::parse(kExampleStudy, "s.yaml"));
  CHECK(progress_text({.study = study, .done = 30, .found = 10, .planned = 120, .seconds = 4}) ==
        "[##........] 25 %, 18 s left; 30 of 120 runs; 5.00 runs/s");
  CHECK(progress_text({.study = study, .done = 6, .failed = 2, .planned = 8, .seconds = 3}) ==
        "[#######...] 75 %, 1.0 s left; 6 of 8 runs, 2 failed; 2.00 runs/s");
  CHECK(progress_text({.study = study, .done = 0, .found = 0, .planned = 8, .seconds = 0}) ==
        "[..........] 0 %; 0 of 8 runs");
  CHECK(progress_text({.study = study, .done = 1, .found = 0, .planned = 2401, .seconds = 3})
            .starts_with("[..........] 0 %, 2:00 h left;"));
  CHECK(progress_text({.study = study, .done = 2400, .planned = 2401})
            .starts_with("[#########.] 99 %;"));
  CHECK(progress_text({.study = study, .done = 90, .found = 90, .repeated = 6, .to_repeat = 25}) ==
        "90 runs are there; repeating decision 7 of 25 of the search");
}

TEST_CASE("progress fits into a line of the terminal, clause by clause") {
  const std::string text = "60 %  6 of 10 runs; 2 trials; best 0.5";
  CHECK(fitted_line(text, text.size() + 1) == text);
  CHECK(fitted_line(text, text.size()) == "60 %  6 of 10 runs; 2 trials; ..");
  CHECK(fitted_line(text, 24) == "60 %  6 of 10 runs; ..");
  CHECK(fitted_line(text, 11) == "60 %  6 of");
  CHECK(fitted_line(text, 3).empty());
}

TEST_CASE("a terminal of 40 columns still shows the share and the time that is left") {
  const Study study = Study::read(io::Document::parse(kExampleStudy, "s.yaml"));
  const std::string text = progress_text(
      {.study = study, .done = 1030, .found = 10, .failed = 12, .planned = 4120, .seconds = 400});
  CHECK(fitted_line(text, 40) == "[##........] 25 %, 20:11 min left; ..");
  CHECK(fitted_line(text, 80) == text);
}

TEST_CASE("with seeds by need the total is that of what is decided, and the rounds are told") {
  const Study study =
      Study::read(io::Document::parse(example_with("seeds: [42, 43]", "seeds: auto"), "s.yaml"));
  CHECK(progress_text({.study = study, .done = 30, .planned = 120, .seeds = "1 round: more"}) ==
        "[##........] 25 %; 30 of 120 runs so far; 1 round: more");
}

}  // namespace servesweep::sweep::progress_line_test
