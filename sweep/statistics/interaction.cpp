#include "sweep/statistics/interaction.h"

#include <limits>

#include "engine/base/contract.h"

namespace servesweep::sweep {
namespace {

double joined_effect(double so_far, const SeedPair& pair, EffectScale scale) {
  if (scale == EffectScale::additive) return so_far + pair.treatment - pair.baseline;
  if (pair.baseline == 0) return std::numeric_limits<double>::quiet_NaN();
  return so_far * (pair.treatment / pair.baseline);
}

/// The values of `all` at the seeds that `some` has, too.
SeedValues at_seeds_of(const SeedValues& all, const SeedValues& some) {
  SeedValues values;
  auto other = some.begin();
  for (const auto& value : all) {
    while (other != some.end() && other->first < value.first) ++other;
    if (other != some.end() && other->first == value.first) values.push_back(value);
  }
  return values;
}

}  // namespace

const char* name_of(EffectScale scale) {
  return scale == EffectScale::additive ? "additive" : "multiplicative";
}

SeedValues without_interaction(std::span<const SeedValues> parts, const SeedValues& base,
                               EffectScale scale) {
  SERVESWEEP_EXPECT(parts.size() >= 2);
  SeedValues common = base;
  for (const SeedValues& part : parts) common = at_seeds_of(common, part);
  SeedValues joint = common;
  for (const SeedValues& part : parts) {
    const std::vector<SeedPair> pairs = pair_by_seed(at_seeds_of(part, common), common);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      joint[i].second = joined_effect(joint[i].second, pairs[i], scale);
    }
  }
  return joint;
}

}  // namespace servesweep::sweep
