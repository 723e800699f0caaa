#include "sweep/study/profile_text.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"

namespace profile_text_test {

using namespace servesweep;
using sweep::ProfileChoice;

namespace {

ProfileChoice read(const std::string& text) {
  return ProfileChoice::read(io::Document::parse(text, "study.yaml").at("profile"));
}

}  // namespace

TEST_CASE("ProfileChoice: a word is a profile as it is") {
  CHECK(read("profile: vllm-v1").switches == engine::switches_of(engine::Profile::vllm_v1));
  CHECK(read("profile: reference").switches == engine::switches_of(engine::Profile::reference));
  CHECK(read("profile: reference").to_value().json() == "\"reference\"");
}

TEST_CASE("ProfileChoice: a map turns single switches, and is written with those only") {
  const ProfileChoice choice =
      read("profile: {base: vllm-v1, async_scheduling: false, null_block: true}");
  engine::ProfileSwitches expected;
  expected.async_scheduling = false;
  CHECK(choice.switches == expected);
  CHECK(choice.to_value().json() == R"({"base":"vllm-v1","async_scheduling":false})");
}

TEST_CASE("ProfileChoice: unknown words and switches are refused at their line") {
  CHECK(sweep::problem_of([] { (void)read("profile: vllm-v2"); }).find("study.yaml:1: profile") ==
        0);
  CHECK(sweep::problem_of([] {
          (void)read("profile: {base: vllm-v1, async: false}");
        }).find("unknown") != std::string::npos);
}

}  // namespace profile_text_test
