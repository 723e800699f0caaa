#include "engine/metrics/priority_inversions.h"

#include <algorithm>
#include <span>
#include <tuple>

namespace servesweep::engine {
namespace {

/// Counts of ranks under insertion (Fenwick, Software: Practice and Experience 24, 1994).
class FenwickTree {
 public:
  void reset(std::size_t ranks) { sums_.assign(ranks + 1, 0); }
  void insert(std::size_t rank) {
    for (std::size_t i = rank + 1; i < sums_.size(); i += i & (~i + 1)) ++sums_[i];
  }
  /// Inserted ranks below `end`.
  [[nodiscard]] std::int64_t below(std::size_t end) const {
    std::int64_t sum = 0;
    for (std::size_t i = end; i > 0; i -= i & (~i + 1)) sum += sums_[i];
    return sum;
  }

 private:
  std::vector<std::int64_t> sums_;
};

auto group_of(const CompletedRequest& request) {
  return std::tuple(request.instance, request.slo_class);
}

/// `group`: one instance and class, in order of arrival.
std::int64_t inversions_of(std::span<const CompletedRequest> group, FenwickTree& earlier,
                           std::vector<TimeUs>& latencies_us) {
  latencies_us.clear();
  for (const CompletedRequest& request : group) latencies_us.push_back(request.e2e_us);
  std::ranges::sort(latencies_us);
  const auto rank = [&](auto bound) {
    return static_cast<std::size_t>(bound - latencies_us.begin());
  };
  earlier.reset(latencies_us.size());
  std::int64_t inversions = 0, seen = 0;
  for (const CompletedRequest& request : group) {
    const std::size_t not_longer = rank(std::ranges::upper_bound(latencies_us, 2 * request.e2e_us));
    inversions += seen - earlier.below(not_longer);
    earlier.insert(rank(std::ranges::lower_bound(latencies_us, request.e2e_us)));
    ++seen;
  }
  return inversions;
}

}  // namespace

std::int64_t priority_inversions(std::vector<CompletedRequest>& completed) {
  std::ranges::sort(completed, {}, [](const CompletedRequest& request) {
    return std::tuple(request.instance, request.slo_class, request.arrival_us, request.request);
  });
  FenwickTree earlier;
  std::vector<TimeUs> latencies_us;
  std::int64_t inversions = 0;
  for (auto first = completed.begin(); first != completed.end();) {
    const auto end = std::find_if(first, completed.end(), [&](const CompletedRequest& request) {
      return group_of(request) != group_of(*first);
    });
    inversions += inversions_of(std::span(first, end), earlier, latencies_us);
    first = end;
  }
  return inversions;
}

}  // namespace servesweep::engine
