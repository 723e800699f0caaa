#include "io/trace/class_mix.h"

#include <boost/random/uniform_01.hpp>
#include <numeric>

#include "engine/random/stream.h"

namespace servesweep::io {
namespace {

constexpr engine::StreamPurpose kClass("trace.slo_class");

}  // namespace

std::vector<engine::SloClass> ClassMix::known_classes() const {
  if (!classes.empty()) return classes;
  engine::SloClass standard;
  standard.name = "standard";
  return {standard};
}

engine::SloClassId ClassMix::draw(std::uint64_t seed, std::uint64_t number) const {
  if (weights.empty()) return engine::SloClassId(0);
  engine::Stream stream(seed, kClass, number);
  double left = boost::random::uniform_01<double>()(stream) *
                std::accumulate(weights.begin(), weights.end(), 0.0);
  std::int32_t last = 0;  // the last with a weight: rounding must not lead past it
  for (std::int32_t i = 0; const double weight : weights) {
    if (weight > 0) {
      if (left < weight) return engine::SloClassId(i);
      last = i;
    }
    left -= weight;
    ++i;
  }
  return engine::SloClassId(last);
}

}  // namespace servesweep::io
