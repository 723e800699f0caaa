#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "engine/scenario.h"
#include "io/yaml/document.h"
#include "sweep/study/model.h"
#include "sweep/study/profile_text.h"
#include "sweep/study/signals_template.h"
#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// One way in which the world may differ from that of a study. What a case does not say stays.
///
///   case: 32 instances
///   profile: vllm-v1                  # the engine of all strategies (see ProfileChoice)
///   model: ../models/qwen.yaml        # step costs and KV blocks (see Model)
///   instances: 32                     # as many requests for each, at the same rate for each
///   kv: 0.5                           # times as many KV blocks on each GPU
///   rate: 1.2                         # the same requests so many times as fast
///   signals: {signal_refresh_us: 0}   # of all gateways, whatever strategies say of theirs
///   shares: {critical: 0.05, standard: 0.95}    # of the requests, by class; they add up to 1
class RobustnessCase {
 public:
  /// Problem (file:line: field) for unknown keys, values out of range and shares that do not add up
  /// to 1.
  [[nodiscard]] static RobustnessCase read(const io::Document& node);

  [[nodiscard]] const std::string& name() const { return name_; }

  /// The scenario of a strategy in this case. `keeps_gpu_blocks`: the strategy itself chooses its
  /// KV blocks, not the model. Problem at this case if the engine refuses it.
  [[nodiscard]] engine::Scenario scenario(engine::Scenario home, bool keeps_gpu_blocks) const;

  /// The requests in this case, for `home_instances` in the study. Problem at this case if the
  /// workload is recorded and more requests or other classes are wanted of it, or if a class is not
  /// among its clients'.
  [[nodiscard]] WorkloadFile workload(const WorkloadFile& home, std::int32_t home_instances) const;

 private:
  explicit RobustnessCase(io::Document node) : node_(std::move(node)) {}
  void read_shares(const io::Document& node);
  void share_out(engine::WorkloadSpec& spec) const;

  io::Document node_;
  std::string name_;
  std::optional<ProfileChoice> profile_;
  std::optional<Model> model_;
  std::optional<std::int32_t> instances_;
  std::optional<SignalsTemplate> signals_;
  double kv_ = 1, rate_ = 1;
  std::map<std::string, double> shares_;
};

}  // namespace servesweep::sweep
