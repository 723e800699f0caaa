#include "sweep/study/hardware.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::hardware_test {
namespace {

Hardware read(const std::string& text) {
  return Hardware::read(io::Document::parse("hardware: " + text, "m.yaml").at("hardware"));
}

}  // namespace

TEST_CASE("known GPUs have rates and memory") {
  CHECK(Hardware::known().size() == 6);
  for (const Hardware& gpu : Hardware::known()) {
    CAPTURE(gpu.name);
    const Hardware again = read(gpu.name);
    CHECK(again.has_rates());
    CHECK(again.rates == gpu.rates);
    CHECK(again.memory_gib == gpu.memory_gib);
    CHECK(read(gpu.to_value().json()).rates == gpu.rates);
  }
  CHECK(read("H100").rates == engine::HardwareSpec{989.5, 3.35, 450});
}

TEST_CASE("a study may name other GPUs and change the known ones") {
  CHECK_FALSE(read("TPU-v9").has_rates());
  CHECK(read("TPU-v9").name == "TPU-v9");
  const Hardware nvl =
      read("{like: H100, name: H100-NVL, memory_gib: 93.6, bandwidth_tb_per_s: 3.9}");
  CHECK(nvl.name == "H100-NVL");
  CHECK(nvl.rates == engine::HardwareSpec{989.5, 3.9, 450});
  CHECK(nvl.memory_gib == 93.6);
  CHECK(read("{name: own, peak_tflops: 10, bandwidth_tb_per_s: 1, memory_gib: 8}").rates ==
        engine::HardwareSpec{10, 1, 0});
}

TEST_CASE("wrong hardware is refused") {
  const auto problem = [](const std::string& text) {
    return problem_of([&] { (void)read(text); });
  };
  CHECK(problem("{like: H10}") ==
        "m.yaml:1: hardware.like: unknown GPU 'H10'; did you mean 'H100'?");
  CHECK(problem("{name: own, peak_tflops: 10}") ==
        "m.yaml:1: hardware: 'bandwidth_tb_per_s' is missing; add 'bandwidth_tb_per_s: …'");
  CHECK(problem("{like: H100, memory_gb: 80}") ==
        "m.yaml:1: hardware.memory_gb: unknown field; did you mean 'memory_gib'?");
  CHECK(problem("{like: H100, memory_gib: 0}") ==
        "m.yaml:1: hardware.memory_gib: 0 is out of range; write a number from 0.001 to "
        "1000000000");
}

}  // namespace servesweep::sweep::hardware_test
