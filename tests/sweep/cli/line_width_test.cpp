#include <doctest/doctest.h>

#include <algorithm>

#include "io/table/aligned_text.h"
#include "io/table/utf8.h"
#include "sweep/cli/verbs.h"
#include "tests/sweep/cli/program.h"
#include "tests/sweep/explanation/explained_study.h"

namespace servesweep::sweep::test::line_width_test {
namespace {

using Words = std::vector<std::string>;

const std::string kLong =
    "the strategy with a rather long name answers as fast as the one that it is compared with, "
    "although it cuts steps in four";

/// Three objectives, classes and long names: more than fits on a line in every verb.
std::string wide_study(const std::string& method) {
  std::string text = kExplainedStudy;
  const auto replace = [&](const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
      text.replace(at, from.size(), to);
    }
  };
  replace("hurry", "hurry-urgent-requests");
  replace("workload: burst", "workload: afternoon-burst-of-two-classes");
  replace("question: who wins", "question: " + kLong);
  replace("budget: {values: [272, 1024]}",
          "budget: {values: [272, 1024]}, running: {values: [100, 200]}");
  replace("max_tokens_per_step: $budget", "max_tokens_per_step: $budget, max_running: $running");
  replace("keep_requests: none\n",
          "  - {metric: e2e_p99_ms.sheddable}\n  - {metric: goodput_per_s, goal: maximize}\n"
          "keep_requests: all\n");
  replace("method: grid", method);
  return text + "claims:\n  - {claim: '" + kLong +
         "', strategy: hurry-urgent-requests, metric: ttft_p99_ms.critical, effect: none}\n";
}

class Bench {
 public:
  Bench() {
    run("grid", wide_study("method: defaults"));
    run("points", wide_study("method: grid"));
    run("searched", wide_study("method: nsga2, points: 4, generation: 2"));
    run("needy",
        example_with("seeds: [42, 43]", "seeds: {first: 42, min: 5, max: 7, half_width: 1%}"));
    folder_.write("s.yaml", "strategy: s\nclaim: " + kLong + "\nsource: " + kLong +
                                "\npolicies: {scheduling: {policy: sjf}}\n");
    const fs::path part = folder_.path() / "part";
    fs::copy(folder_.path() / "searched", part, fs::copy_options::recursive);
    fs::remove(part / "study.h5");
    for (const auto& shard : fs::directory_iterator(part / "shards")) {
      if (shard.path().filename() != "shard-0000-0000.h5") fs::remove(shard.path());
    }
  }

  [[nodiscard]] Finished call(const Words& words) const {
    return servesweep(folder_.path(), words);
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

/// Wider than prose may be, although it could be broken: it has another word behind the first. A
/// row of a table, which gaps tell, may be wider if that keeps its figures beside one another.
bool is_too_wide(const std::string& line) {
  const std::size_t first = std::min(line.find_first_not_of(' '), line.size());
  const bool is_row = line.find("  ") != std::string::npos;  // a broken cell stands far right
  if (io::display_width(line) <= (is_row ? io::kWidestTable : io::kTableColumns)) return false;
  return line.find(' ', first) != std::string::npos;
}

const std::vector<Words>& calls() {
  static const std::vector<Words> all = {
      {"plan", "points.yaml"},
      {"plan", "points.yaml", "-o", "points"},
      {"rank", "points"},
      {"rank", "points", "--points"},
      {"rank", "points", "--all"},
      {"rank", "points", "--pooled"},
      {"rank", "part"},
      {"pareto", "points"},
      {"pareto", "part"},
      {"criteria", "points", "--no-fresh", "--seeds"},
      {"criteria", "points", "--fresh", "6"},
      {"regimes", "points"},
      {"export", "points", "--format", "table"},
      {"verify", "points"},
      {"verify", "part"},
      {"claims", "grid"},
      {"claims", "points"},
      {"findings", "grid.yaml", "-o", "found"},
      {"explain", "points", "hurry-urgent-requests"},
      {"explain", "points", "choosy"},
      {"history", "searched", "--all"},
      {"history", "needy"},
      {"sensitivity", "searched.yaml", "--points", "8", "--seeds", "1"},
      {"sensitivity", "searched.yaml", "--points", "8", "--method", "morris", "--curves"},
      {"saturate", "points.yaml", "--requests", "100", "--tolerance", "0.5"},
      {"simulate", "points.yaml", "--strategy", "hurry-urgent-requests"},
      {"status", "points", "--ranks"},
      {"status", "searched", "--ranks"},
      {"submit", "points.yaml", "--help"},
      {"policies"},
      {"strategies", "s.yaml"},
      {"version"}};
  return all;
}

}  // namespace

TEST_CASE("no prose that a verb prints for people is wider than 100 columns nor a table than 160") {
  const Bench bench;
  for (const Words& words : calls()) {
    std::string call;
    for (const std::string& word : words) call += ' ' + word;
    CAPTURE(call);
    const Finished finished = bench.call(words);
    CAPTURE(finished.err);
    CHECK_FALSE(finished.out.empty());
    std::istringstream lines(finished.out);
    for (std::string line; std::getline(lines, line);) {
      if (is_too_wide(line)) FAIL_CHECK(line);
    }
  }
}

TEST_CASE("no help is wider than 100 columns") {
  for (Verb& verb : all_verbs()) {
    CAPTURE(verb.line.page().name);
    std::istringstream lines(verb.line.help());
    for (std::string line; std::getline(lines, line);) {
      if (is_too_wide(line)) FAIL_CHECK(line);
    }
  }
}

}  // namespace servesweep::sweep::test::line_width_test
