#include "sweep/study/shortened_workload.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <tuple>
#include <vector>

#include "sweep/study/make_workload.h"
#include "sweep/study/study.h"
#include "tests/sweep/study/example_study.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::shortened_workload_test {
namespace {

WorkloadFile shipped(const std::filesystem::path& path) {
  return WorkloadFile::read(io::Document::read_file(path));
}

std::string studied(const std::string& search) {
  return example_with("{method: grid}", search);
}

/// The requests of a workload as far as they can be told apart.
using Facts = std::tuple<engine::TimeUs, std::int64_t, std::int64_t, std::int32_t, std::int64_t>;

std::vector<Facts> facts_of(const engine::Workload& workload) {
  std::vector<Facts> facts;
  for (const engine::Request& request : workload.requests) {
    facts.emplace_back(request.arrival_us, request.input_tokens, request.output_tokens,
                       request.slo_class.value(), std::ssize(request.content));
  }
  return facts;
}

}  // namespace

TEST_CASE("a shortened workload has exactly the first requests of the whole one") {
  std::size_t checked = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(SERVESWEEP_SOURCE "/configs/workloads")) {
    if (entry.path().extension() != ".yaml") continue;
    CAPTURE(entry.path().string());
    const WorkloadFile whole = shipped(entry.path());
    if (is_streamed(whole)) continue;
    for (const std::uint64_t seed : {42U, 7U}) {
      const std::vector<Facts> all = facts_of(make_workload(whole, seed));
      const std::vector<Facts> first =
          facts_of(make_workload(shortened_workload(whole, 0.25), seed));
      REQUIRE(!first.empty());
      REQUIRE(first.size() < all.size());
      CHECK(std::equal(first.begin(), first.end(), all.begin()));
    }
    ++checked;
  }
  CHECK(checked >= 8);
}

TEST_CASE("caps and horizons are shortened, by name and identity it is another workload") {
  WorkloadFile whole = shipped(SERVESWEEP_SOURCE "/configs/workloads/orthogonal-burst.yaml");
  REQUIRE(whole.spec.requests == 1000);
  whole.spec.horizon_us = 10;
  const WorkloadFile part = shortened_workload(whole, 0.125);
  CHECK(part.name == "orthogonal-burst@first-0.125");
  CHECK(part.spec.requests == 125);
  CHECK(part.spec.horizon_us == 2);  // 1.25, rounded up
  CHECK(part.identity().json() != whole.identity().json());
  whole.spec.requests = 0;
  whole.spec.horizon_us = engine::kForever;
  CHECK(problem_of([&] { (void)shortened_workload(whole, 0.5); }) ==
        "horizon: workload 'orthogonal-burst' cannot be shortened (neither requests nor "
        "horizon_us says where it ends); state requests there, or search without a horizon");
}

TEST_CASE("a first part is measured from where the whole is, if half of its load is left") {
  // 20 requests at 100/s: a half of them arrive within 0.1 s.
  WorkloadFile whole = Study::read(io::Document::parse(kExampleStudy, "s.yaml")).workloads()[0];
  CHECK_FALSE(shortened_workload(whole, 0.5).measure_from_us.has_value());
  whole.measure_from_us = 50'000;
  CHECK(shortened_workload(whole, 0.5).measure_from_us == 50'000);
  CHECK_FALSE(shortened_workload(whole, 0.25).measure_from_us.has_value());
  whole.measure_from_us = 50'001;
  CHECK_FALSE(shortened_workload(whole, 0.5).measure_from_us.has_value());
  whole.spec.requests = 0;  // until half of 0.3 s
  whole.spec.horizon_us = 300'000;
  CHECK(shortened_workload(whole, 0.5).measure_from_us == 50'001);
}

TEST_CASE("a study with a horizon knows the first parts of its workloads, and lists them nowhere") {
  const std::string race = "{method: race, points: 4, first_seeds: 2, horizon: 0.25}";
  const Study study = Study::read(io::Document::parse(studied(race), "s.yaml"));
  CHECK(study.workloads().size() == 1);
  REQUIRE(study.run_workload_count() == 2);
  CHECK(study.run_workload(0).name == "few");
  CHECK(study.run_workload(1).name == "few@first-0.25");
  CHECK(study.run_workload(1).spec.requests == 5);
  const Study again = Study::from_resolved(study.resolved_text());
  CHECK(again.run_workload_count() == 2);
  CHECK(again.resolved_text() == study.resolved_text());
  const Study plain = Study::read(
      io::Document::parse(studied("{method: race, points: 4, first_seeds: 2}"), "s.yaml"));
  CHECK(plain.run_workload_count() == 1);
}

TEST_CASE("a first part that is another workload of the study is refused") {
  std::string text = studied("{method: race, points: 4, horizon: 0.5}");
  const std::size_t from = text.find("  - workload: few"), to = text.find("seeds: [");
  std::string other = text.substr(from, to - from);
  other.replace(other.find("few"), 3, "fewer");
  other.replace(other.find("requests: 20"), 12, "requests: 10");
  text.insert(to, other);
  const std::string said =
      problem_of([&] { (void)Study::read(io::Document::parse(text, "s.yaml")); });
  CHECK(said.find("horizon: the first part of workload 'few' is workload 'fewer'") !=
        std::string::npos);
}

}  // namespace servesweep::sweep::shortened_workload_test
