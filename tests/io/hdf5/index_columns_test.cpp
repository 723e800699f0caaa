#include "io/hdf5/index_columns.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <numeric>
#include <span>
#include <thread>

#include "engine/base/problem.h"
#include "tests/io/hdf5/sample_index.h"

namespace index_columns_test {

using namespace servesweep;
using namespace servesweep::io;

namespace {

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("values of many runs are written and read a few at a time") {
  const test::TemporaryFolder temporary;
  const std::filesystem::path file = temporary.path() / "study.h5";
  StudyIndex index;
  index.plan.resize(150'000);
  index.points = test::sample_points();
  for (int m = 0; m < 60; ++m) index.metrics.push_back({fmt::format("m{}", m), "s", "a metric"});
  std::size_t widest = 0;
  const auto figures = [&](std::size_t first, std::span<std::vector<double>> columns) {
    widest = std::max(widest, columns.size());
    for (std::size_t m = 0; m < columns.size(); ++m) {
      columns[m].assign(index.plan.size(), 0.0);
      if (first + m == 7) continue;  // one that is constant
      std::iota(columns[m].begin(), columns[m].end(), 1e6 * static_cast<double>(first + m));
    }
  };
  PackingCrew alone;
  write_index(file, index, figures, alone);
  {  // the number of threads does not show in the file
    PackingCrew crew;
    std::vector<std::jthread> helpers;
    for (int i = 0; i < 2; ++i) {
      helpers.emplace_back([&crew](const std::stop_token& stop) { crew.help_until(stop); });
    }
    const std::filesystem::path other = temporary.path() / "other.h5";
    write_index(other, index, figures, crew);
    CHECK(bytes_of(other) == bytes_of(file));
  }
  CHECK(widest == 55);  // 64 MiB / 1.2 MB
  StudyIndex read = read_plan_of_index(file);
  CHECK(read.metrics == index.metrics);
  CHECK(read.plan == index.plan);
  REQUIRE(read.values.size() == 60);
  CHECK(read.values[59].empty());
  const IndexColumns columns(file, read);
  CHECK(columns.read(3, 65'535, 2) == std::vector<double>{3'065'535, 3'065'536});
  CHECK(columns.read(59, 149'999, 1) == std::vector<double>{59'149'999});
  CHECK_THROWS_AS((void)columns.read(0, 149'999, 2), engine::Problem);
}

}  // namespace index_columns_test
