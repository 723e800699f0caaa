#include "sweep/explanation/control_workloads.h"

#include <algorithm>

#include "sweep/study/make_workload.h"

namespace servesweep::sweep {
namespace {

using engine::ClientSpec;
using engine::SloClass;

bool is_alike(const SloClass& a, const SloClass& b) {
  return a.tier == b.tier && a.ttft_target_us == b.ttft_target_us &&
         a.tpot_target_us == b.tpot_target_us && a.e2e_target_us == b.e2e_target_us;
}

/// The classes as the generator fills them in.
std::vector<SloClass> classes_of(const WorkloadFile& workload) {
  if (workload.trace) return workload.spec.classes;
  WorkloadFile least = workload;
  least.spec.requests = 1;
  return make_workload(least, 0).classes;
}

bool shares(const ClientSpec& client) {
  return !client.prefix_group.empty() || (client.session && client.session->accumulate_context);
}

/// False if there is no kind of media left to hold the prefix.
bool make_unique(ClientSpec& client) {
  if (client.session) client.session->accumulate_context = false;
  if (client.prefix_group.empty()) return true;
  for (const engine::Media kind :
       {engine::Media::image, engine::Media::audio, engine::Media::video}) {
    if (client.media.contains(kind)) continue;
    client.media[kind] = {.count = engine::ConstantLength{1},
                          .tokens = engine::ConstantLength{client.prefix_tokens}};
    client.prefix_group.clear();
    client.prefix_tokens = 0;
    return true;
  }
  return false;
}

}  // namespace

WorkloadFile spaced_out(const WorkloadFile& workload, double scale) {
  WorkloadFile changed = workload.at_rate(scale);
  changed.spec.rate_profile.reset();
  for (ClientSpec& client : changed.spec.clients) {
    client.arrival = {};
    client.rate_profile.reset();
    client.windows.clear();
  }
  return changed;
}

std::optional<WorkloadFile> with_equal_classes(const WorkloadFile& workload) {
  std::vector<SloClass> classes = classes_of(workload);
  const bool differ = std::ranges::any_of(
      classes, [&](const SloClass& one) { return !is_alike(one, classes.front()); });
  if (!differ) return std::nullopt;
  for (SloClass& one : classes) {
    std::string name = std::move(one.name);
    one = classes.front();
    one.name = std::move(name);
  }
  WorkloadFile changed = workload;
  changed.spec.classes = std::move(classes);
  return changed;
}

std::optional<WorkloadFile> with_unique_prompts(const WorkloadFile& workload) {
  if (workload.trace || std::ranges::none_of(workload.spec.clients, shares)) return std::nullopt;
  WorkloadFile changed = workload;
  for (ClientSpec& client : changed.spec.clients) {
    if (!make_unique(client)) return std::nullopt;
  }
  return changed;
}

}  // namespace servesweep::sweep
