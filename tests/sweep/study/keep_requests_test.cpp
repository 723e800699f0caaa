#include "sweep/study/keep_requests.h"

#include <doctest/doctest.h>

#include <vector>

#include "engine/base/problem.h"

namespace servesweep::sweep::keep_requests_test {
namespace {

using Which = KeepRequests::Which;

KeepRequests read(const std::string& text) {
  return KeepRequests::read(io::Document::parse("keep: " + text, "s.yaml").at("keep"));
}

std::vector<std::size_t> kept_at_first(const KeepRequests& keep) {
  std::vector<std::size_t> seeds;
  for (std::size_t seed = 0; seed < 25; ++seed) {
    if (keep.at_first(seed)) seeds.push_back(seed);
  }
  return seeds;
}

}  // namespace

TEST_CASE("which runs keep their tables when they are first simulated") {
  CHECK(kept_at_first(read("all")).size() == 25);
  CHECK(kept_at_first(read("none")).empty());
  CHECK(kept_at_first(read("finalists")).empty());
  CHECK(kept_at_first(read("sample")) == std::vector<std::size_t>{0, 10, 20});
  CHECK(kept_at_first(read("{sample: 12}")) == std::vector<std::size_t>{0, 12, 24});
}

TEST_CASE("only what the study says is stated, and it survives being written") {
  CHECK_FALSE(KeepRequests{}.stated);
  CHECK(KeepRequests{}.which == Which::all);
  for (const char* text : {"all", "none", "finalists", "sample", "{sample: 3}"}) {
    const KeepRequests keep = read(text);
    CHECK(keep.stated);
    const KeepRequests again = read(keep.to_value().json());
    CHECK(again.which == keep.which);
    CHECK(again.every_seeds == keep.every_seeds);
  }
}

TEST_CASE("other words, other maps and impossible samples are refused") {
  for (const char* text : {"some", "{finalists: 3}", "{sample: 0}", "{sample: 1.5}", "{}"}) {
    CHECK_THROWS_AS(static_cast<void>(read(text)), engine::Problem);
  }
}

}  // namespace servesweep::sweep::keep_requests_test
