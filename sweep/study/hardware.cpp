#include "sweep/study/hardware.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/study/real_fields.h"

namespace servesweep::sweep {
namespace {

using engine::HardwareSpec;

const std::vector<RealField<HardwareSpec>> kRates{
    {"peak_tflops", &HardwareSpec::peak_tflops, 1e-3, 1e9},
    {"bandwidth_tb_per_s", &HardwareSpec::bandwidth_tb_per_s, 1e-3, 1e9},
    {"link_gb_per_s", &HardwareSpec::link_gb_per_s, 0, 1e9},
};
const std::vector<RealField<Hardware>> kMemory{{"memory_gib", &Hardware::memory_gib, 1e-3, 1e9}};

const Hardware* find(const std::string& name) {
  const auto& known = Hardware::known();
  const auto found =
      std::ranges::find_if(known, [&](const Hardware& gpu) { return gpu.name == name; });
  return found == known.end() ? nullptr : &*found;
}

const Hardware& known_or_problem(const io::Document& node) {
  const std::string name = node.text();
  if (const Hardware* found = find(name)) return *found;
  std::vector<std::string> names;
  for (const Hardware& gpu : Hardware::known()) names.push_back(gpu.name);
  throw node.problem(fmt::format("unknown GPU '{}'", name), "", engine::suggest_name(name, names));
}

}  // namespace

const std::vector<Hardware>& Hardware::known() {
  // BF16 without sparsity, memory bandwidth, and one direction of the link to the neighbours, from
  // the vendors' data sheets; memory in GiB as CUDA or ROCm reports it (vLLM's start-up messages).
  static const std::vector<Hardware> table{
      // NVIDIA A100 80GB SXM: 312 TFLOP/s, 2,039 GB/s, NVLink 600 GB/s both ways.
      {"A100-80", {312, 2.039, 300}, 79.25},
      // NVIDIA L40S: 362 TFLOP/s, 864 GB/s, PCIe 4 x16 64 GB/s both ways.
      {"L40S", {362.05, 0.864, 32}, 44.53},
      // NVIDIA H100 SXM: 1,979 TFLOP/s with sparsity, 3.35 TB/s, NVLink 900 GB/s both ways.
      {"H100", {989.5, 3.35, 450}, 79.19},
      // NVIDIA H200 SXM: compute and links of the H100, 4.8 TB/s.
      {"H200", {989.5, 4.8, 450}, 139.8},
      // AMD MI300X: 1,307 TFLOP/s, 5.3 TB/s, seven Infinity Fabric links of 128 GB/s both ways.
      {"MI300X", {1307.4, 5.3, 448}, 191.98},
      // NVIDIA B200 SXM: 4,500 TFLOP/s with sparsity, 8 TB/s, NVLink 1,800 GB/s both ways.
      {"B200", {2250, 8, 900}, 178.36},
  };
  return table;
}

Hardware Hardware::read(const io::Document& node) {
  if (!node.is_map()) {
    Hardware unknown;
    unknown.name = node.text();
    const Hardware* found = find(unknown.name);
    return found == nullptr ? unknown : *found;
  }
  Hardware hardware;
  std::vector<std::string> known{"like", "name"};
  for (const auto& field : kRates) known.emplace_back(field.name);
  read_reals(node, kMemory, hardware, known);
  if (const auto like = node.find("like")) {
    hardware = known_or_problem(*like);
  } else {
    for (const char* field : {"name", "peak_tflops", "bandwidth_tb_per_s", "memory_gib"}) {
      (void)node.at(field);
    }
  }
  if (const auto name = node.find("name")) hardware.name = name->text();
  known.emplace_back("memory_gib");
  read_reals(node, kRates, hardware.rates, known);
  read_reals(node, kMemory, hardware, known);
  return hardware;
}

io::Value Hardware::to_value() const {
  if (!has_rates()) return io::Value::text(name);
  io::Value value = io::Value::map();
  value.set("name", io::Value::text(name));
  write_reals(rates, kRates, value);
  write_reals(*this, kMemory, value);
  return value;
}

}  // namespace servesweep::sweep
