#include "engine/latency/check_latency.h"

#include <doctest/doctest.h>

#include <functional>

#include "engine/base/problem.h"
#include "tests/engine/latency/shapes.h"

namespace check_latency_test {

using namespace servesweep::engine;

namespace {

/// The complaint about a valid roofline with one change; empty if there is none.
std::string complaint(const std::function<void(RooflineSpec&)>& change) {
  RooflineSpec spec{.shape = kMixtral8x7b, .hardware = kH100, .form = kSinglePassForm};
  change(spec);
  try {
    check_latency({.roofline = spec});
  } catch (const Problem& problem) {
    return problem.what();
  }
  return {};
}

}  // namespace

TEST_CASE("check_latency: valid models pass") {
  CHECK(complaint([](RooflineSpec&) {}).empty());
  CHECK(complaint([](RooflineSpec& spec) {
          spec.shape = kLlama8b;
          spec.form = kReferenceForm;
        }).empty());
  CHECK_NOTHROW(check_latency({.alpha = {0, 0, 0}, .beta = {1, 0, 0}}));
}

TEST_CASE("check_latency: shapes that are none") {
  CHECK(complaint([](RooflineSpec& spec) { spec.shape.layers = 0; }) ==
        "shape.layers: 0 is out of range; give a number from 1 to 16777216");
  CHECK(complaint([](RooflineSpec& spec) { spec.shape.experts_per_token = 9; }) ==
        "shape.experts_per_token: 9 is out of range; give a number from 1 to 8");
  CHECK(complaint([](RooflineSpec& spec) { spec.shape.experts = 0; }) ==
        "shape.experts_per_token: 2 is out of range; give a number from 0 to 0");
  CHECK(complaint([](RooflineSpec& spec) { spec.shape.heads = 33; }) ==
        "shape.head_dim: is missing (33 heads do not divide a width of 4096); give the width of "
        "one head");
}

TEST_CASE("check_latency: the reference form has no experts") {
  CHECK(complaint([](RooflineSpec& spec) { spec.form = kReferenceForm; }) ==
        "latency.form: the reference form knows no experts (the simulator that it imitates has "
        "none); use single-pass");
}

TEST_CASE("check_latency: several GPUs need a link between them") {
  const auto unlinked = [](RooflineSpec& spec) { spec.hardware.link_gb_per_s = 0; };
  CHECK(complaint(unlinked).empty());
  CHECK(complaint([&](RooflineSpec& spec) {
          unlinked(spec);
          spec.tensor_parallel = 2;
        }) == "hardware.link_gb_per_s: 0 is out of range; give a number from 0.001 to 1000000000");
}

TEST_CASE("check_latency: steps must take time") {
  CHECK(complaint(
            [](RooflineSpec& spec) { spec.form = SinglePassRoofline{.step_overhead_us = 0.5}; }) ==
        "latency.calibration.step_overhead_us: 0.5 is out of range; give a number from 1 to "
        "1000000000");
  CHECK_THROWS_WITH(check_latency({.alpha = {}, .beta = {0.5, 1, 1}}),
                    "latency.beta: 0.5 is too small (a step must take time, or the simulation "
                    "never advances); give a fixed step cost of at least 1 µs");
  CHECK_THROWS_WITH(check_latency({.alpha = {-1, 0, 0}, .beta = {1, 0, 0}}),
                    "latency.alpha: -1 is out of range (latency coefficients are µs and cannot be "
                    "negative); give a value from 0 to 1000000000");
}

}  // namespace check_latency_test
