#include "sweep/cli/incomplete_note.h"

#include <doctest/doctest.h>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::incomplete_note_test {
namespace {

/// A search of two generations, each with a shard of its own; claims that are judged.
std::string searching() {
  std::string text =
      example_with("search: {method: grid}", "search: {method: nsga2, points: 8, generation: 2}");
  const std::string values = "budget: {values: [2048, 512]}";
  text.replace(text.find(values), values.size(),
               "budget: {range: [64, 4096], type: integer, default: 2048}");
  return text +
         "claims:\n"
         "  - {claim: nothing changes, strategy: tuned, metric: ttft_p99_ms, effect: none}\n";
}

fs::path finished_search(const TemporaryFolder& folder) {
  folder.write("study.yaml", searching());
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  return folder.path() / "out";
}

void lose_all_but_the_first_shard(const fs::path& out) {
  fs::remove(out / "study.h5");
  for (const auto& shard : fs::directory_iterator(out / "shards")) {
    if (shard.path().filename() != "shard-0000-0000.h5") fs::remove(shard.path());
  }
}

}  // namespace

TEST_CASE("incomplete note: nothing of a folder that has everything") {
  const TemporaryFolder folder;
  const Results results = Results::open(finished_search(folder));
  CHECK(incomplete_note(results).empty());
  CHECK(incomplete_lead(results, std::nullopt, "So.", io::TableFormat::text).empty());
}

TEST_CASE("incomplete note: what is missing comes before any figure") {
  const TemporaryFolder folder;
  const fs::path out = finished_search(folder);
  lose_all_but_the_first_shard(out);
  const Results results = Results::open(out);
  const std::string note = incomplete_note(results, 0);
  CHECK(note.starts_with("Incomplete: "));
  CHECK(note.find(" runs are missing, 0 failed.") != std::string::npos);
  CHECK(incomplete_note(results) == note);  // of the only workload
  CHECK(incomplete_note(results, 1).empty());
  const std::string lead = incomplete_lead(results, 0, "So.", io::TableFormat::markdown);
  CHECK(lead.starts_with("- " + note + " So.\n- The search is not finished: "));
  CHECK(lead.ends_with(".\n\n"));
  for (const char* verb : {"rank", "pareto", "regimes"}) {
    CAPTURE(verb);
    const Finished finished = servesweep(folder.path(), {verb, "out"});
    CAPTURE(finished.err);
    CHECK(finished.out.starts_with(note));
  }
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"claims", "out"}, {"criteria", "out", "--no-fresh"}}) {
    const std::string text = servesweep(folder.path(), words).out;
    CAPTURE(text);
    CHECK(text.find(note) < text.find("---"));
  }
}

}  // namespace servesweep::sweep::test::incomplete_note_test
