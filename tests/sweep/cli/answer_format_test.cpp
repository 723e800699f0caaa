#include "sweep/cli/answer_format.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <regex>

#include "engine/base/problem.h"
#include "io/table/csv_reader.h"
#include "sweep/cli/verbs.h"
#include "tests/sweep/cli/program.h"
#include "tests/sweep/explanation/explained_study.h"
#include "tests/sweep/sensitivity/busy_study.h"

namespace servesweep::sweep::test::answer_format_test {
namespace {

using Json = nlohmann::ordered_json;
using Words = std::vector<std::string>;

/// A call of a verb, but for its format.
struct Listing {
  std::string name;
  Words command;
};

const std::string kClaims =
    "claims:\n"
    "  - {claim: nothing changes, strategy: tuned, metric: ttft_p99_ms, effect: none}\n";

/// One folder with everything that verbs list: results of a grid, of a search and of an
/// explanation, studies to look at, a strategy, a robustness file.
class Bench {
 public:
  Bench() {
    std::string one_point = kExampleStudy + kClaims;
    one_point.replace(one_point.find("method: grid"), 12, "method: defaults");
    run("grid", kExampleStudy);
    run("claimed", one_point);
    run("explained", kExplainedStudy);
    run("needy",
        example_with("seeds: [42, 43]", "seeds: {first: 42, min: 5, max: 7, half_width: 1%}"));
    run("searched", busy_study("", "method: nsga2, points: 4, generation: 2"));
    folder_.write("s.yaml", "strategy: s\npolicies: {scheduling: {policy: sjf}}\n");
    folder_.write("robust.yaml",
                  "robustness: robust\nstudy: grid.yaml\nseeds: [1, 2]\n"
                  "contests: [{strategy: tuned}]\ncases: [{case: home}, {case: half, kv: 0.5}]\n");
  }

  [[nodiscard]] Finished call(const Words& words) const {
    return servesweep(folder_.path(), words);
  }
  [[nodiscard]] fs::path file(const std::string& name, const std::string& text) const {
    folder_.write(name, text);
    return folder_.path() / name;
  }

 private:
  void run(const std::string& name, const std::string& study) const {
    folder_.write(name + ".yaml", study);
    const Finished finished = call({"run", name + ".yaml", "-o", name});
    CAPTURE(finished.err);
    REQUIRE(finished.code == 0);
  }

  TemporaryFolder folder_;
};

const std::vector<Listing>& listings() {
  static const std::vector<Listing> all = {
      {"plan", {"plan", "grid.yaml"}},
      {"plan of what is there", {"plan", "grid.yaml", "-o", "grid"}},
      {"rank", {"rank", "grid"}},
      {"rank --points --all", {"rank", "grid", "--points", "--all"}},
      {"pareto", {"pareto", "grid"}},
      {"criteria", {"criteria", "grid", "--no-fresh"}},
      {"regimes", {"regimes", "grid"}},
      {"export", {"export", "grid"}},
      {"verify", {"verify", "grid"}},
      {"claims", {"claims", "claimed"}},
      {"findings", {"findings", "claimed.yaml", "-o", "found"}},
      {"robustness", {"robustness", "robust.yaml"}},
      {"explain", {"explain", "explained", "hurry"}},
      {"history", {"history", "searched"}},
      {"history of seeds", {"history", "needy"}},
      {"sensitivity", {"sensitivity", "searched.yaml", "--points", "8", "--seeds", "1"}},
      {"saturate", {"saturate", "grid.yaml", "--requests", "100", "--tolerance", "0.5"}},
      {"simulate", {"simulate", "grid.yaml"}},
      {"policies", {"policies"}},
      {"strategies", {"strategies", "s.yaml"}}};
  return all;
}

Words with_format(const Listing& listing, const std::string& format) {
  Words words = listing.command;
  words.insert(words.end(), {"--format", format});
  return words;
}

Words keys_of(const Json& object) {
  Words keys;
  for (const auto& item : object.items()) keys.push_back(item.key());
  return keys;
}

/// Bars that part columns; those that are escaped do not.
std::size_t columns_in(const std::string& line) {
  std::size_t bars = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      ++i;
    } else if (line[i] == '|') {
      ++bars;
    }
  }
  return bars;
}

/// What a pilot measures is another time each time.
std::string without_cost(const std::string& text) {
  return std::regex_replace(text, std::regex("\ncost: [^\n]*"), "");
}

/// Every line of a Markdown table has as many columns as its first.
void check_tables(const std::string& page) {
  std::istringstream lines(page);
  std::size_t columns = 0;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with('|')) {
      columns = 0;
      continue;
    }
    if (columns == 0) columns = columns_in(line);
    CAPTURE(line);
    CHECK(columns_in(line) == columns);
  }
}

}  // namespace

TEST_CASE("every listing answers in every format: rows of JSON and CSV have the same keys") {
  const Bench bench;
  const std::regex key("[a-z0-9_]+(\\.[a-z0-9_]+)*");
  for (const Listing& listing : listings()) {
    CAPTURE(listing.name);
    const Finished json = bench.call(with_format(listing, "json"));
    CAPTURE(json.err);
    const Json document = Json::parse(json.out, nullptr, false);
    REQUIRE(document.is_object());
    for (const std::string& name : keys_of(document)) CHECK(std::regex_match(name, key));
    const Json& rows = document.at("rows");
    REQUIRE(rows.is_array());

    const Finished csv = bench.call(with_format(listing, "csv"));
    CHECK(csv.code == json.code);
    Words keys = keys_of(rows.empty() ? Json::object() : rows.front());
    if (rows.empty()) {  // a sound folder, a study that has not asked for more seeds
      CHECK(std::ranges::count(csv.out, '\n') == 1);
      continue;
    }
    io::CsvReader reader(bench.file("rows.csv", csv.out), keys);
    std::size_t count = 0;
    while (reader.next()) ++count;
    CHECK(count == rows.size());
    for (const std::string& name : keys) CHECK(std::regex_match(name, key));
    for (const Json& row : rows) CHECK(keys_of(row) == keys);
  }
}

TEST_CASE("every listing is a table unless told otherwise and a page in markdown") {
  const Bench bench;
  for (const Listing& listing : listings()) {
    CAPTURE(listing.name);
    const std::string plain = bench.call(listing.command).out;
    const std::string table = bench.call(with_format(listing, "table")).out;
    const std::string page = bench.call(with_format(listing, "markdown")).out;
    CHECK_FALSE(table.empty());
    if (listing.command.front() != "export") {
      CHECK(without_cost(plain) == without_cost(table));
      CHECK(without_cost(bench.call(with_format(listing, "text")).out) == without_cost(table));
    }
    CHECK(plain.find('\x1b') == std::string::npos);
    CHECK(page.find('\x1b') == std::string::npos);
    check_tables(page);
    const Finished wrong = bench.call(with_format(listing, "xml"));
    CHECK(wrong.code == 2);
    CHECK(wrong.err.find("--format: unknown word 'xml'") != std::string::npos);
  }
}

TEST_CASE("every verb with a format is in the table above") {
  std::vector<std::string> listed;
  for (const Listing& listing : listings()) listed.push_back(listing.command.front());
  // status tells of one study, run of one outcome and version of one build, which are no lists: see
  // their tests.
  listed.insert(listed.end(), {"status", "run", "submit", "version"});
  for (Verb& verb : all_verbs()) {
    const bool has_format = verb.line.help().find("--format FORMAT") != std::string::npos;
    const std::string& name = verb.line.page().name;
    CAPTURE(name);
    if (has_format) CHECK(std::ranges::find(listed, name) != listed.end());
  }
}

TEST_CASE("the format is one of four words: text stands for table") {
  CommandLine line(
      {.name = "list", .purpose = "lists", .details = "", .examples = {}, .exit_codes = {}});
  AnswerFormat::declare(line);
  const auto read = [&](const Words& words) {
    CommandLine copy = line;
    copy.parse(words);
    return AnswerFormat::of(copy);
  };
  CHECK(read({}).word() == "table");
  CHECK(read({"--format", "text"}).word() == "table");
  CHECK(read({"--format", "json"}).is_json());
  CHECK(read({"--format", "csv"}).table() == io::TableFormat::csv);
  CHECK(read({"--format", "markdown"}).table() == io::TableFormat::markdown);
  CHECK_THROWS_AS((void)read({"--format", "jsonl"}), engine::Problem);
  line.parse({"--format", "jsonl"});
  CHECK(AnswerFormat::of_lines(line).is_json_lines());
}

}  // namespace servesweep::sweep::test::answer_format_test
