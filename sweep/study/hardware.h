#pragma once

#include <string>
#include <vector>

#include "engine/latency_spec.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// One GPU: peak rates and memory, from its data sheet.
struct Hardware {
  std::string name;
  engine::HardwareSpec rates;
  double memory_gib = 0;  ///< as the driver offers it, a little below the data sheet

  /// The GPUs that files may name, in order of age: sources are in hardware.cpp.
  [[nodiscard]] static const std::vector<Hardware>& known();

  /// A known name, or {like: H100, name: …, peak_tflops: …, bandwidth_tb_per_s: …,
  /// link_gb_per_s: …, memory_gib: …}: `like` supplies what is not given; without it, name, rates
  /// and memory are needed. A text that is no known name gives a GPU without rates.
  [[nodiscard]] static Hardware read(const io::Document& node);

  /// Whether rates and memory are known.
  [[nodiscard]] bool has_rates() const { return rates.peak_tflops > 0; }
  /// In the form that read() reads; the name alone if rates are unknown.
  [[nodiscard]] io::Value to_value() const;
};

}  // namespace servesweep::sweep
