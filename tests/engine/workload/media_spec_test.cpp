#include "engine/workload/media_spec.h"

#include <doctest/doctest.h>

#include "tests/engine/workload/problem_of.h"

namespace media_spec_test {

using namespace servesweep::engine;

namespace {

std::string complaint(Media kind, const MediaSpec& spec) {
  return problem_of([&] { validate({{kind, spec}}, "media"); });
}

}  // namespace

TEST_CASE("MediaSpec: a count may be 0, tokens may not, and both have their limits") {
  CHECK(complaint(Media::image, {}) == "");
  CHECK(complaint(Media::image, {.count = EmpiricalLength{{{0, 0.5}, {3, 0.5}}}}) == "");
  CHECK(complaint(Media::video, {.count = ConstantLength{kMostMediaItems + 1}}) ==
        "media.video.count.value: 1001 is out of range; give a number from 0 to 1000");
  CHECK(complaint(Media::audio, {.tokens = ConstantLength{0}}) ==
        "media.audio.tokens.value: 0 is out of range; give a number from 1 to 16777216");
}

}  // namespace media_spec_test
