#include "sweep/search/category_frequencies.h"

#include "engine/base/contract.h"
#include "sweep/search/draws.h"

namespace servesweep::sweep {
namespace {

constexpr double kRate = 0.2;
constexpr double kFloor = 0.1;  // of the even share

}  // namespace

CategoryFrequencies::CategoryFrequencies(std::size_t categories) {
  const auto count = static_cast<Eigen::Index>(categories);
  SERVESWEEP_EXPECT(count >= 1);
  shares_ = Eigen::VectorXd::Constant(count, 1 / static_cast<double>(count));
}

std::size_t CategoryFrequencies::draw(engine::Stream& stream) const {
  double rest = uniform(stream);
  for (Eigen::Index i = 0; i + 1 < shares_.size(); ++i) {
    rest -= shares_[i];
    if (rest < 0) return static_cast<std::size_t>(i);
  }
  return static_cast<std::size_t>(shares_.size()) - 1;
}

void CategoryFrequencies::learn(const std::vector<std::size_t>& ranked) {
  const std::size_t half = ranked.size() / 2;
  if (half == 0) return;
  shares_ *= 1 - kRate;
  for (std::size_t i = 0; i < half; ++i) {
    shares_[static_cast<Eigen::Index>(ranked[i])] += kRate / static_cast<double>(half);
  }
  shares_ = shares_.cwiseMax(kFloor / static_cast<double>(shares_.size()));
  shares_ /= shares_.sum();
}

}  // namespace servesweep::sweep
