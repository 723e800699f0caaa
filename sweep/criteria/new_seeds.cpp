#include "sweep/criteria/new_seeds.h"

#include <algorithm>
#include <set>
#include <string>

#include "sweep/study/make_workload.h"
#include "sweep/study/run_identity.h"

namespace servesweep::sweep {
namespace {

/// Hash of what a request asks for and when; content that prompts share follows from it.
io::RunKey fingerprint(const WorkloadFile& file, std::uint64_t seed) {
  std::string text;
  const auto add = [&](std::int64_t number) {
    for (int byte = 0; byte < 8; ++byte) {
      text += static_cast<char>((static_cast<std::uint64_t>(number) >> (8 * byte)) & 0xff);
    }
  };
  for (const engine::Request& request : make_workload(file, seed).requests) {
    add(request.arrival_us);
    add(request.input_tokens);
    add(request.output_tokens);
    add(request.slo_class.value());
    add(request.session.value());
  }
  return content_hash(text);
}

}  // namespace

std::vector<std::uint64_t> seeds_beside(std::span<const std::uint64_t> taken, std::uint64_t first,
                                        std::size_t count) {
  const std::set<std::uint64_t> not_these(taken.begin(), taken.end());
  std::vector<std::uint64_t> seeds;
  for (std::uint64_t seed = first; seeds.size() < count; ++seed) {
    if (!not_these.contains(seed)) seeds.push_back(seed);
  }
  return seeds;
}

std::vector<std::uint64_t> new_seeds(const WorkloadFile& workload,
                                     std::span<const std::uint64_t> taken,
                                     std::span<const std::uint64_t> wanted) {
  if (!workload.trace) return {wanted.begin(), wanted.end()};
  std::set<io::RunKey> known;
  for (const std::uint64_t seed : taken) known.insert(fingerprint(workload, seed));
  std::vector<std::uint64_t> seeds;
  for (const std::uint64_t seed : wanted) {
    if (known.insert(fingerprint(workload, seed)).second) seeds.push_back(seed);
  }
  return seeds;
}

}  // namespace servesweep::sweep
