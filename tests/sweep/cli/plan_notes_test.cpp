#include "sweep/cli/plan_notes.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::plan_notes_test {
namespace {

Study study(const std::string& text) {
  return Study::read(io::Document::parse(text, "s.yaml"));
}

/// `tuned` refuses when the queue is long.
std::string shedding(const std::string& lines = "") {
  return example_with("      scheduling: {policy: $order}\n",
                      "      scheduling: {policy: $order}\n"
                      "      admission: {policy: saturation-cliff}\n") +
         lines;
}

}  // namespace

TEST_CASE("plan notes: where measuring begins") {
  CHECK(warm_up_note(study(kExampleStudy)).empty());
  CHECK(warm_up_note(study(kExampleStudy + "warmup: {s: 0.05}\n")) ==
        "warm-up: few: measured from 0.05 s on\n");
  Study measured = study(kExampleStudy + "warmup: mser5\n");
  measured.settle_warm_up(
      {{.workload = "few", .measure_from_us = 70'000, .cut_fraction = 0.25, .key = "k"}});
  CHECK(warm_up_note(measured) ==
        "warm-up: few: measured from 0.0700 s on; 25.0 % of the requests arrive before\n");
  measured.settle_warm_up({{.workload = "few", .is_stationary = false, .key = "k"}});
  CHECK(warm_up_note(measured) ==
        "warm-up: few: every request counts, as no steady state was found\n");
}

TEST_CASE("plan notes: a search that could turn requests away") {
  CHECK(shedding_note(study(kExampleStudy)).empty());
  CHECK(shedding_note(study(shedding())).find("for a better ttft_p99_ms; constrain") !=
        std::string::npos);
  CHECK(shedding_note(study(shedding("constraints: [{metric: completed_fraction, at_least: 1}]\n")))
            .empty());
  std::string late = shedding();
  late.replace(late.find("ttft_p99_ms"), 11, "ttft_p99_of_all_ms");
  CHECK(shedding_note(study(late)).find("output_tokens_per_s") != std::string::npos);
}

}  // namespace servesweep::sweep::plan_notes_test
