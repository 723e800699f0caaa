#include "sweep/criteria/fresh_seeds.h"

#include <algorithm>

#include "sweep/criteria/new_seeds.h"

namespace servesweep::sweep {
namespace {

constexpr std::uint64_t kFirstFreshSeed = 1'000'001;  ///< far from what studies use
constexpr std::size_t kFewestFreshSeeds = 30;

}  // namespace

std::vector<std::uint64_t> fresh_seeds(const Study& study, std::optional<std::size_t> count) {
  const std::vector<std::uint64_t>& stated = study.criteria().fresh_seeds;
  if (!count && !stated.empty()) return stated;
  return seeds_beside(study.all_seeds(), stated.empty() ? kFirstFreshSeed : stated.front(),
                      count.value_or(std::max(study.seeds().size(), kFewestFreshSeeds)));
}

}  // namespace servesweep::sweep
