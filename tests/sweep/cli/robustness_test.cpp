#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::robustness_test {
namespace {

using nlohmann::json;

/// `tuned` is the baseline under another name, so that no case has a difference.
void write_files(const TemporaryFolder& folder) {
  folder.write("study.yaml", kExampleStudy);
  folder.write("r.yaml", R"(robustness: r
study: study.yaml
seeds: {first: 1, count: 3}
contests: [{strategy: tuned}, {strategy: tuned, metric: e2e_p99_ms}]
cases: [{case: as found}, {case: "half, the KV", kv: 0.5}]
)");
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("robustness tells what becomes of a win, in four formats, and leaves nothing behind") {
  const TemporaryFolder folder;
  write_files(folder);
  const auto print = [&](const std::string& format) {
    const Finished finished =
        servesweep(folder.path(), {"robustness", "r.yaml", "--format", format});
    CHECK(finished.code == 0);
    return finished.out;
  };
  const std::string text = print("table");
  CHECK(
      text.starts_with("Robustness r: 2 cases, home is 'as found'\n\n"
                       "tuned against plain in ttft_p99_ms\n\n"));
  CHECK(contains(unbroken(text),
                 "tuned against plain in e2e_p99_ms: unaffected in 1 (half, the KV)."));
  CHECK(contains(text, "12 simulations on 3 seeds (1 to 3), none of study example.\n"));
  const std::string page = print("markdown");
  CHECK(
      page.starts_with("| case | tuned against plain in ttft_p99_ms | tuned against plain in "
                       "e2e_p99_ms |\n"));
  CHECK(contains(page, "\n| half, the KV | +0.0 % [+0.0, +0.0] unaffected |"));
  const json object = json::parse(print("json"));
  CHECK(object.at("simulations") == 12);
  CHECK(object.at("study") == "example");
  CHECK(object.at("seeds") == json({1, 2, 3}));
  REQUIRE(object.at("rows").size() == 4);
  CHECK(object.at("rows")[0].at("verdict") == "home");
  CHECK(object.at("rows")[3].at("case") == "half, the KV");
  CHECK(object.at("rows")[3].at("relative") == 0);
  CHECK(object.at("rows")[3].at("pairs") == 3);
  const std::string csv = print("csv");
  CHECK(csv.starts_with("case,strategy,than,metric,goal,pairs,"));
  CHECK(contains(csv, "\n\"half, the KV\",tuned,plain,e2e_p99_ms,minimize,3,"));
  CHECK(folder.names() == std::vector<std::string>{"r.yaml", "study.yaml"});
}

TEST_CASE("robustness complains of a file that is none") {
  const TemporaryFolder folder;
  write_files(folder);
  const Finished finished = servesweep(folder.path(), {"robustness", "study.yaml"});
  CHECK(finished.code == 2);
  CHECK(contains(finished.err, "study.yaml:"));
}

}  // namespace servesweep::sweep::test::robustness_test
