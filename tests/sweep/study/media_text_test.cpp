#include "sweep/study/media_text.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::media_text_test {
namespace {

engine::MediaMix parse(const std::string& text) {
  return read_media(io::Document::parse(text, "m.yaml"));
}

}  // namespace

TEST_CASE("media are read, written and read again") {
  const engine::MediaMix media = parse(
      "image: {count: {law: uniform, min: 0, max: 3}, tokens: {law: constant, value: 576}}\n"
      "video: {count: {law: constant, value: 1}, tokens: {law: exponential, mean: 3000}}\n");
  REQUIRE(media.size() == 2);
  CHECK(std::get<engine::UniformLength>(media.at(engine::Media::image).count).max == 3);
  CHECK(std::get<engine::ConstantLength>(media.at(engine::Media::image).tokens).value == 576);
  CHECK(std::get<engine::ExponentialLength>(media.at(engine::Media::video).tokens).mean == 3000);
  const io::Value value = to_value(media);
  CHECK(to_value(parse(value.yaml())).json() == value.json());
}

TEST_CASE("wrong media are refused") {
  CHECK(problem_of([] { (void)parse("images: {}"); }) ==
        "m.yaml:1: images: unknown field; did you mean 'image'?");
  CHECK(problem_of([] {
          (void)parse("image: {tokens: {law: constant, value: 576}}");
        }).starts_with("m.yaml:1: image: 'count' is missing"));
}

}  // namespace servesweep::sweep::media_text_test
