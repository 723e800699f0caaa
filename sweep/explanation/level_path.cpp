#include "sweep/explanation/level_path.h"

#include <algorithm>
#include <numeric>

#include "engine/base/contract.h"

namespace servesweep::sweep {
namespace {

constexpr std::size_t kFewEnough = 12;
constexpr double kShortest = 0x1p-40;

using Positions = std::vector<std::size_t>;

/// Follows one level.
class LevelWalk {
 public:
  explicit LevelWalk(std::span<const MovingValue> values)
      : values_(values), measure_(values.size()) {}

  /// `near`: those that can be at the level between `begin` and `end`; the others are always above,
  /// or below and counted out of `level`.
  void follow(const Positions& near, std::int64_t level, double begin, double end);

  [[nodiscard]] const std::vector<double>& measure() const { return measure_; }

 private:
  template <class ValueOf>
  [[nodiscard]] double order_statistic(const Positions& near, std::int64_t level, ValueOf value_of);
  void narrow(const Positions& all, std::int64_t level, double begin, double end);
  void walk(const Positions& near, std::int64_t level, double begin, double end);
  void stand(const Positions& near, std::int64_t level, double begin, double end);
  [[nodiscard]] std::vector<double> crossings(const Positions& near, double begin,
                                              double end) const;

  std::span<const MovingValue> values_;
  std::vector<double> measure_;
  std::vector<std::pair<double, std::size_t>> sorted_;   // scratch
  std::vector<std::pair<double, std::int64_t>> chosen_;  // scratch: values with their counts
};

template <class ValueOf>
double LevelWalk::order_statistic(const Positions& near, std::int64_t level, ValueOf value_of) {
  chosen_.clear();
  for (const std::size_t i : near) chosen_.emplace_back(value_of(values_[i]), values_[i].count);
  auto first = chosen_.begin(), last = chosen_.end();
  while (last - first > 1) {  // the value is among these
    const auto middle = first + (last - first) / 2;
    std::nth_element(first, middle, last);
    const std::int64_t below =
        std::accumulate(first, middle, std::int64_t{0},
                        [](std::int64_t sum, const auto& one) { return sum + one.second; });
    if (level < below) {
      last = middle;
    } else {
      level -= below;
      first = middle;
    }
  }
  return first->first;
}

void LevelWalk::follow(const Positions& near, std::int64_t level, double begin, double end) {
  if (near.size() == 1) {
    measure_[near.front()] += end - begin;
  } else if (near.size() <= kFewEnough) {
    walk(near, level, begin, end);
  } else if (end - begin <= kShortest) {
    stand(near, level, begin, end);
  } else {
    const double middle = std::midpoint(begin, end);
    narrow(near, level, begin, middle);
    narrow(near, level, middle, end);
  }
}

/// Leaves out the values that cannot be at the level in this interval, and follows it there.
void LevelWalk::narrow(const Positions& all, std::int64_t level, double begin, double end) {
  const auto least = [&](const MovingValue& v) { return std::min(v.at(begin), v.at(end)); };
  const auto most = [&](const MovingValue& v) { return std::max(v.at(begin), v.at(end)); };
  const double low = order_statistic(all, level, least), high = order_statistic(all, level, most);
  Positions near;
  for (const std::size_t i : all) {
    if (most(values_[i]) < low) {
      level -= values_[i].count;
    } else if (least(values_[i]) <= high) {
      near.push_back(i);
    }
  }
  follow(near, level, begin, end);
}

/// λ strictly between begin and end at which two of the values are equal, sorted.
std::vector<double> LevelWalk::crossings(const Positions& near, double begin, double end) const {
  std::vector<double> found;
  for (std::size_t i = 0; i < near.size(); ++i) {
    for (std::size_t j = i + 1; j < near.size(); ++j) {
      const MovingValue &a = values_[near[i]], &b = values_[near[j]];
      const double closing = (a.to - a.from) - (b.to - b.from);
      if (closing == 0) continue;
      const double lambda = (b.from - a.from) / closing;
      if (begin < lambda && lambda < end) found.push_back(lambda);
    }
  }
  std::ranges::sort(found);
  return found;
}

void LevelWalk::walk(const Positions& near, std::int64_t level, double begin, double end) {
  std::vector<double> stops = crossings(near, begin, end);
  stops.push_back(end);
  for (const double stop : stops) {
    if (stop > begin) stand(near, level, begin, stop);
    begin = stop;
  }
}

/// The level is at the same value all the time.
void LevelWalk::stand(const Positions& near, std::int64_t level, double begin, double end) {
  const double middle = std::midpoint(begin, end);
  sorted_.clear();
  for (const std::size_t i : near) sorted_.emplace_back(values_[i].at(middle), i);
  std::ranges::sort(sorted_);
  std::int64_t up_to = 0;
  for (const auto& [value, i] : sorted_) {
    up_to += values_[i].count;
    if (up_to <= level) continue;
    measure_[i] += end - begin;
    return;
  }
}

}  // namespace

std::vector<std::pair<std::size_t, double>> level_path(std::span<const MovingValue> values,
                                                       std::int64_t level) {
  SERVESWEEP_EXPECT(!values.empty() && level >= 0);
  LevelWalk walk(values);
  Positions all(values.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  walk.follow(all, level, 0, 1);
  std::vector<std::pair<std::size_t, double>> path;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (walk.measure()[i] > 0) path.emplace_back(i, walk.measure()[i]);
  }
  return path;
}

}  // namespace servesweep::sweep
