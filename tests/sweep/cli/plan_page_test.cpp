#include "sweep/cli/plan_page.h"

#include <doctest/doctest.h>

#include "sweep/study/plan.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::plan_page_test {
namespace {

std::string description() {
  return Plan::of(Study::read(io::Document::parse(kExampleStudy, "s.yaml"))).describe();
}

}  // namespace

TEST_CASE("plan page: in markdown a heading, a table of strategies and a list") {
  CHECK(plan_page(description(), "KV cache: 500 blocks\nseeds: many\n  (95 %)\n",
                  io::TableFormat::markdown) ==
        "### Study example: 5 points x 1 workload x 2 seeds = 10 runs, 8 distinct\n\n"
        "| strategy | points | first point | last point |\n"
        "| --- | --- | --- | --- |\n"
        "| plain (baseline) | 1 point |  |  |\n"
        "| tuned | 4 points | order=fcfs budget=2048 | order=sjf budget=512 |\n\n"
        "- KV cache: 500 blocks\n- seeds: many (95 %)\n");
}

TEST_CASE("plan page: in text the lines as they are, unless they are too wide") {
  const std::string half(60, 'x');
  CHECK(plan_page(description(), half + ' ' + half + '\n', io::TableFormat::text) ==
        description() + half + "\n  " + half + '\n');
}

}  // namespace servesweep::sweep::plan_page_test
