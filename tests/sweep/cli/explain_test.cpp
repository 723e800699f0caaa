#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "sweep/study/study.h"
#include "tests/sweep/cli/program.h"
#include "tests/sweep/explanation/explained_study.h"

namespace servesweep::sweep::test::explain_test {
namespace {

using nlohmann::json;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A folder with the results of the study in `out`.
struct Bench {
  Bench() {
    folder.write("study.yaml", kExplainedStudy);
    CHECK(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  }
  [[nodiscard]] Finished explain(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"explain", "out"});
    return servesweep(folder.path(), std::move(arguments));
  }
  TemporaryFolder folder;
};

}  // namespace

TEST_CASE("explain shows words, parts, mechanisms and controls, and stores nothing") {
  const Bench bench;
  const std::vector<std::string> before = bench.folder.names();
  const Finished text = bench.explain({"hurry"});
  CHECK(text.code == 0);
  CHECK(text.out.starts_with("Study hurried, workload burst: why hurry (budget="));
  for (const char* part :
       {"Mechanistically explained: ", "Where the difference in time to first token",
        "The same by class: ttft_p99_ms", "What its mechanisms do, relative to plain",
        "Interactions", "Negative controls", "chosen on these same seeds"}) {
    CHECK_MESSAGE(contains(text.out, part), part);
  }
  CHECK(bench.explain({"hurry"}).out == text.out);
  CHECK(bench.folder.names() == before);
  const Finished page = bench.explain({"hurry", "--format", "markdown"});
  CHECK(page.out.starts_with("### Study hurried"));
  CHECK(contains(page.out, "| control | must vanish |"));
}

TEST_CASE("what explain shows is the difference that rank shows, and parts sum to it") {
  const Bench bench;
  const json ranked =
      json::parse(servesweep(bench.folder.path(), {"rank", "out", "--format", "json"}).out);
  const json why = json::parse(bench.explain({"hurry", "--format", "json"}).out);
  CHECK(why.at("metric") == "ttft_p99_ms.critical");
  std::map<std::string, double> sums;
  std::map<std::string, json> cells;
  for (const json& row : why.at("rows")) {
    const std::string key = row.at("latency").get<std::string>() +
                            row.at("class").get<std::string>() +
                            row.at("statistic").get<std::string>();
    sums[key] += row.at("change_ms").get<double>();
    cells[key] = row;
  }
  CHECK(cells.size() == 2 * 3 * 3);
  for (const auto& [key, row] : cells) {
    CHECK_MESSAGE(std::abs(sums[key] - row.at("difference_ms").get<double>()) < 1e-6, key);
  }
  int compared = 0;
  for (const json& row : ranked.at("rows")) {
    if (row.at("strategy") != "hurry" || row.at("metric") != "ttft_p99_ms.critical") continue;
    const json& cell = cells.at("ttftcriticalp99");
    CHECK(cell.at("difference_ms").get<double>() ==
          doctest::Approx(row.at("difference").get<double>()));
    CHECK(cell.at("difference_low_ms").get<double>() ==
          doctest::Approx(row.at("difference_low").get<double>()));
    ++compared;
  }
  CHECK(compared == 1);
  CHECK(why.at("mechanisms").size() == 2);
  CHECK(why.at("controls").size() == 4);
}

TEST_CASE("csv has one row for each part, class, statistic and latency") {
  const Bench bench;
  const Finished csv = bench.explain({"choosy", "--format", "csv", "--by", "ttft_mean_ms"});
  CHECK(csv.code == 0);
  CHECK(csv.out.starts_with("latency,class,statistic,part,meaning,change_ms,"));
  CHECK(std::count(csv.out.begin(), csv.out.end(), '\n') == 1 + 17 * 2 * 3 * 3);
  const Finished text = bench.explain({"choosy", "--by", "ttft_mean_ms"});
  CHECK(contains(text.out, "requests that only one side served"));
}

TEST_CASE("another strategy, point and seeds can be asked for") {
  const Bench bench;
  const json other = json::parse(bench
                                     .explain({"hurry", "--against", "same", "--set", "budget=272",
                                               "--format", "json", "--fresh-seeds", "3"})
                                     .out);
  CHECK(other.at("baseline") == "same");
  CHECK(other.at("point") == "budget=272");
  CHECK(other.at("seeds") == 3);
  CHECK(other.at("fresh_seeds") == true);
  const Finished fresh = bench.explain({"hurry", "--fresh-seeds", "3"});
  CHECK(contains(fresh.out, "On 3 seeds that the study has not."));
  CHECK(!contains(fresh.out, "chosen on these same seeds"));
}

TEST_CASE("fresh seeds are behind all that a study by need may take") {
  const TemporaryFolder folder;
  std::string text = kExplainedStudy;
  const std::string seeds = "seeds: {first: 1, count: 6}";
  text.replace(text.find(seeds), seeds.size(),
               "seeds: {first: 1, min: 5, max: 12, half_width: 0.5}");
  folder.write("study.yaml", text);
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  REQUIRE(servesweep(folder.path(),
                     {"explain", "out", "hurry", "--fresh-seeds", "2", "--write-study", "a.yaml"})
              .code == 0);
  CHECK(Study::read_file(folder.path() / "a.yaml").seeds() == std::vector<std::uint64_t>{13, 14});
}

TEST_CASE("any number of threads gives the same text") {
  const Bench bench;
  const Finished one = bench.explain({"hurry", "--threads", "1"});
  CHECK(one.code == 0);
  CHECK(one.out == bench.explain({"hurry", "--threads", "2"}).out);
  CHECK(bench.explain({"hurry", "--threads", "0"}).code == 2);
}

TEST_CASE("the ablation becomes a study that others can run, once") {
  const Bench bench;
  CHECK(bench.explain({"hurry", "--write-study", "ablation.yaml"}).code == 0);
  CHECK(servesweep(bench.folder.path(), {"plan", "ablation.yaml"}).code == 0);
  const Finished again = bench.explain({"hurry", "--write-study", "ablation.yaml"});
  CHECK(again.code == 2);
  CHECK(contains(again.err, "exists already"));
}

TEST_CASE("names that are not there are refused with a suggestion") {
  const Bench bench;
  const Finished strategy = bench.explain({"hury"});
  CHECK(strategy.code == 2);
  CHECK(contains(strategy.err, "did you mean 'hurry'"));
  CHECK(bench.explain({"hurry", "--against", "plan"}).code == 2);
  CHECK(bench.explain({"hurry", "--by", "tpot_p99_ms"}).code == 2);
  CHECK(bench.explain({"hurry", "--workload", "bursts"}).code == 2);
}

}  // namespace servesweep::sweep::test::explain_test
