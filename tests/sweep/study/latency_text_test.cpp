#include "sweep/study/latency_text.h"

#include <doctest/doctest.h>

#include "tests/engine/latency/shapes.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::latency_text_test {
namespace {

engine::LatencySpec read(const std::string& latency, const Deployment& deployment = {}) {
  return read_latency(io::Document::parse("latency: " + latency, "m.yaml"), deployment);
}

const Deployment kMixtral{
    .shape = engine::kMixtral8x7b, .hardware = Hardware::known()[2], .tensor_parallel = 2};

}  // namespace

TEST_CASE("a linear model needs nothing else") {
  const engine::LatencySpec spec = read("{kind: linear, alpha: [1, 2, 3], beta: [4, 5, 6]}");
  CHECK(spec.beta == std::array<double, 3>{4, 5, 6});
  CHECK(to_value(spec).json() == R"({"kind":"linear","alpha":[1,2,3],"beta":[4,5,6]})");
}

TEST_CASE("a roofline takes shape, rates and GPUs from the model file") {
  const engine::LatencySpec spec =
      read("{kind: roofline, form: single-pass, alpha: [7, 0, 0]}", kMixtral);
  CHECK(spec.alpha[0] == 7);
  CHECK(spec.roofline->shape == engine::kMixtral8x7b);
  CHECK(spec.roofline->hardware == engine::kH100);
  CHECK(spec.roofline->tensor_parallel == 2);
  CHECK(to_value(read(to_value(spec).json(), kMixtral)).json() == to_value(spec).json());
}

TEST_CASE("a roofline that cannot be is refused") {
  CHECK(problem_of([] { (void)read("{kind: roofline, form: reference}", kMixtral); }) ==
        "m.yaml:1: latency.form: the reference form knows no experts (the simulator that it "
        "imitates has none); use single-pass");
  CHECK(problem_of([] { (void)read("{kind: roofline, form: reference}"); }) ==
        "m.yaml:1: latency: there is no shape (a roofline follows from it); add 'config: PATH' or "
        "'shape: {…}' to the model");
}

}  // namespace servesweep::sweep::latency_text_test
