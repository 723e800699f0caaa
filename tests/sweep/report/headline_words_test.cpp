#include "sweep/report/headline_words.h"

#include <doctest/doctest.h>

#include "io/table/significant_text.h"
#include "tests/sweep/report/reported_study.h"

namespace servesweep::sweep::headline_words_test {

TEST_CASE("the headline says who is ahead, against whom, in what, and what to mind") {
  ReportedStudy study;
  const std::vector<std::string> words = headline_words(study.subject(), 0);
  REQUIRE(words.size() == 2);
  CHECK(words[0].starts_with("On few, tuned (order="));
  for (const char* part :
       {" against plain over 2 paired seeds: ", "ttft_p99_ms ", "output_tokens_per_s ",
        " instead of ", "the best of 4 on these same seeds"}) {
    CHECK_MESSAGE(words[0].find(part) != std::string::npos, words[0]);
  }
  CHECK(words[1].starts_with("Cannot be told from the best by ttft_p99_ms: "));
}

TEST_CASE("the headline sets means over the same seeds side by side") {
  ReportedStudy study;
  ReportSubject subject = study.subject();
  RankedPoint& row = subject.rankings[0].rows[1];
  row.values[0].mean = 12345;  // over more seeds than the baseline has
  const PairedDifference& paired = row.comparisons[0].difference;
  const std::string words = headline_words(subject, 0)[0];
  CHECK(words.find("12345") == std::string::npos);
  const double mean = paired.baseline_mean + paired.mean_difference;
  CHECK(words.find("ttft_p99_ms " + io::significant_text(mean, 4) + " ms instead of ") !=
        std::string::npos);
}

TEST_CASE("where nothing can be compared the headline says that") {
  ReportedStudy study;
  ReportSubject subject = study.subject();
  subject.rankings[0].rows.resize(1);
  CHECK(
      headline_words(subject, 0) ==
      std::vector<std::string>{"On few, nothing has finished that could be compared with plain."});
}

}  // namespace servesweep::sweep::headline_words_test
