#include "sweep/study/limited_items.h"

#include <doctest/doctest.h>

#include "sweep/study/parameter_space.h"
#include "sweep/study/seeds.h"
#include "sweep/study/study.h"
#include "sweep/study/workload_file.h"
#include "tests/sweep/study/example_study.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::limited_items_test {
namespace {

io::Document document(const std::string& text) {
  return io::Document::parse(text, "x.yaml");
}

/// `item(0)`, `item(1)`, … between commas.
template <class Item>
std::string many(int count, Item item) {
  std::string text;
  for (int i = 0; i < count; ++i) text += (i == 0 ? "" : ",\n") + item(i);
  return text;
}

std::string number(int i) {
  return std::to_string(i);
}

}  // namespace

TEST_CASE("a list may have as many entries as are taken, and no more") {
  CHECK(limited_items(document("[1, 2]"), 2).size() == 2);
  CHECK(problem_of([] { (void)limited_items(document("a: [1, 2]").at("a"), 1); }) ==
        "x.yaml:1: a: has 2 entries (at most 1 are taken); list fewer");
}

// Each of these took minutes, or memory without end, before there was a limit.
TEST_CASE("lists without end are refused at once") {
  CHECK(problem_of([] { (void)read_seeds(document("[" + many(100'001, number) + "]")); }) ==
        "x.yaml:1: has 100001 entries (at most 100000 are taken); list fewer");
  const auto space = [](const std::string& parameters) {
    return problem_of([&] { (void)ParameterSpace::read(document(parameters), std::nullopt); });
  };
  CHECK(space("{p: {values: [" + many(10'001, number) + "]}}") ==
        "x.yaml:1: p.values: has 10001 entries (at most 10000 are taken); list fewer");
  CHECK(space("{" + many(1'001, [](int i) { return "p" + number(i) + ": {values: [1]}"; }) + "}") ==
        "x.yaml:1: has 1001 parameters (a strategy takes at most 1000); fix most of them");
  const auto study = [](const std::string& list, int count, const std::string& item) {
    std::string more = list;
    for (int i = 0; i < count; ++i) more += item;
    return problem_of([&] { (void)Study::read(document(example_with(list, more))); });
  };
  CHECK(study("strategies:\n", 10'000, "  - x\n") ==
        "x.yaml:22: strategies: has 10001 entries (at most 10000 are taken); list fewer");
  CHECK(study("workloads:\n", 1'000, "  - x\n") ==
        "x.yaml:11: workloads: has 1001 entries (at most 1000 are taken); list fewer");
  CHECK(study("    clients:\n", 10'000, "      - x\n") ==
        "x.yaml:15: workloads[0].clients: has 10001 entries (at most 10000 are taken); list fewer");
  std::string classes = "    requests: 20\n    classes:\n";
  for (int i = 0; i < 1'001; ++i) classes += "      - x\n";
  CHECK(problem_of(
            [&] { (void)Study::read(document(example_with("    requests: 20\n", classes))); }) ==
        "x.yaml:15: workloads[0].classes: has 1001 entries (at most 1000 are taken); list fewer");
}

}  // namespace servesweep::sweep::limited_items_test
