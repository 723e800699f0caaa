#include "sweep/criteria/new_seeds.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "tests/io/hdf5/sample_results.h"

namespace servesweep::sweep::new_seeds_test {
namespace {

using Seeds = std::vector<std::uint64_t>;

WorkloadFile trace(const std::filesystem::path& path) {
  return WorkloadFile::read(io::Document::parse(
      "{workload: w, trace: {format: requests, path: " + path.string() + "}}", "w.yaml"));
}

}  // namespace

TEST_CASE("seeds beside others leave these out") {
  const Seeds taken = {3, 5};
  CHECK(seeds_beside(taken, 2, 4) == Seeds{2, 4, 6, 7});
  CHECK(seeds_beside({}, 9, 2) == Seeds{9, 10});
}

TEST_CASE("clients draw other requests from each seed") {
  const WorkloadFile clients = WorkloadFile::read(
      io::Document::parse("{workload: w, requests_per_s: 9, requests: 9, clients: [{id: a, "
                          "arrival: {process: poisson}, input_tokens: {law: "
                          "constant, value: 9}, output_tokens: {law: constant, value: 9}}]}",
                          "w.yaml"));
  const Seeds taken = {1}, wanted = {7, 8};
  CHECK(new_seeds(clients, taken, wanted) == wanted);
}

TEST_CASE("of recordings only those count that nobody has used") {
  const io::test::TemporaryFolder folder;
  const auto write = [&](const std::string& name, int tokens) {
    io::test::write_text_file(
        folder.path() / name,
        "id,client,tenant,slo_class,session,turn,accumulate,arrival_us,prefix_group,"
        "prefix_tokens,input_tokens,output_tokens\n0,c,t,,,0,0,0,,0," +
            std::to_string(tokens) + ",4\n");
  };
  write("a.csv", 8);
  const Seeds taken = {0}, wanted = {5, 6, 7, 8};
  CHECK(new_seeds(trace(folder.path() / "a.csv"), taken, wanted).empty());
  CHECK(new_seeds(trace(folder.path() / "a.csv"), {}, wanted) == Seeds{5});
  write("b.csv", 9);
  write("c.csv", 10);
  // Three recordings: seed 6 is that of seed 0, 5 and 8 are the same.
  CHECK(new_seeds(trace(folder.path()), taken, wanted) == Seeds{5, 7});
}

}  // namespace servesweep::sweep::new_seeds_test
