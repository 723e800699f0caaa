#include <doctest/doctest.h>

#include <algorithm>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::report_test {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void run(const TemporaryFolder& folder) {
  folder.write("study.yaml", kExampleStudy);
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
}

}  // namespace

TEST_CASE("report writes one page into the folder, says where, and leaves the results sound") {
  const TemporaryFolder folder;
  run(folder);
  const Finished said = servesweep(folder.path(), {"report", "out/", "--no-simulation"});
  CHECK(said.code == 0);
  CHECK(said.out.starts_with("out/report.html: "));
  const std::string page = text_of_file(folder.path() / "out/report.html");
  CHECK(page.size() < 5'000'000);
  for (const char* part : {"<h1>Study example</h1>", "<p>who wins</p>", "servesweep rank out\n"}) {
    CHECK_MESSAGE(contains(page, part), part);
  }
  CHECK(!contains(page, folder.path().string()));
  CHECK(servesweep(folder.path(), {"verify", "out"}).code == 0);
  CHECK(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
}

TEST_CASE("the same report twice is the same file, wherever it is written") {
  const TemporaryFolder folder;
  run(folder);
  CHECK(servesweep(folder.path(), {"report", "out", "--no-simulation"}).code == 0);
  CHECK(servesweep(folder.path(), {"report", "out", "--no-simulation", "-o", "page.html"}).code ==
        0);
  CHECK(text_of_file(folder.path() / "out/report.html") ==
        text_of_file(folder.path() / "page.html"));
}

TEST_CASE(
    "criteria of a report have the figures that servesweep criteria prints on the same seeds") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy + R"(criteria:
  judge: [{criterion: quick, metric: ttft_p99_ms, better_by: 0.5}]
  fresh_seeds: {first: 100, count: 5}
)");
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  const std::string judged = servesweep(folder.path(), {"criteria", "out"}).out;
  const std::size_t begin = judged.find('[');
  REQUIRE(begin != std::string::npos);
  const std::string interval = judged.substr(begin, judged.find(']') - begin + 1);
  CHECK(servesweep(folder.path(), {"report", "out"}).code == 0);
  const std::string page = text_of_file(folder.path() / "out/report.html");
  CHECK_MESSAGE(contains(page, interval), interval);
  CHECK(contains(page, "5 fresh seeds"));
}

TEST_CASE("report says which sections it leaves out and why") {
  const TemporaryFolder folder;
  folder.write("study.yaml",
               example_with("  - {metric: output_tokens_per_s, goal: maximize}\n", ""));
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  const Finished said = servesweep(folder.path(), {"report", "out", "--no-simulation"});
  CHECK(said.code == 0);
  CHECK(contains(said.out, "left out: Trade-offs: The study has one objective"));
}

TEST_CASE("report refuses what is no result folder, has no results, or is asked for nonsense") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  const auto complaint = [&](std::vector<std::string> options) {
    options.insert(options.begin(), "report");
    const Finished said = servesweep(folder.path(), options);
    CHECK(said.code == 2);
    CHECK(said.out.empty());
    return said.err;
  };
  fs::create_directory(folder.path() / "empty");
  CHECK(contains(complaint({"empty"}), "empty"));
  run(folder);
  CHECK(contains(complaint({"out", "--vs", "plan"}), "--vs: the study has no 'plan'"));
  CHECK(contains(complaint({"out", "--no-simulation", "-o", "study.yaml"}), "would be replaced"));
  for (const auto& shard : fs::directory_iterator(folder.path() / "out/shards")) {
    fs::remove(shard.path());
  }
  fs::remove(folder.path() / "out/study.h5");
  CHECK(contains(complaint({"out"}), "out: holds no finished run (there is nothing to report)"));
  CHECK(!fs::exists(folder.path() / "out/report.html"));
}

}  // namespace servesweep::sweep::test::report_test
