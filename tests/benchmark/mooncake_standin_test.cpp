#include "tests/benchmark/mooncake_standin.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

namespace mooncake_standin_test {

using servesweep::benchmark::mooncake_standin;

TEST_CASE("the stand-in has the shape it claims") {
  std::istringstream lines(mooncake_standin(12'000));
  std::set<std::int64_t> seen;
  double requests = 0, input = 0, output = 0, ids = 0, repeated = 0, last_ms = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto request = nlohmann::json::parse(line);
    requests += 1;
    input += request.at("input_length").get<double>();
    output += request.at("output_length").get<double>();
    last_ms = request.at("timestamp").get<double>();
    for (const std::int64_t id : request.at("hash_ids")) {
      ids += 1;
      repeated += seen.insert(id).second ? 0 : 1;
    }
  }
  CHECK(requests == 12'000);
  CHECK(input / requests == doctest::Approx(12'000).epsilon(0.1));
  CHECK(output / requests == doctest::Approx(340).epsilon(0.05));
  CHECK(repeated / ids == doctest::Approx(0.4).epsilon(0.15));
  CHECK(requests / last_ms * 1e3 == doctest::Approx(3.4).epsilon(0.01));
}

}  // namespace mooncake_standin_test
