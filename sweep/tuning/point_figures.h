#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace servesweep::sweep {

/// What the runs of one point gave, as far as a search looks at them: one figure per metric, for
/// every workload and seed that has been run.
class PointFigures {
 public:
  PointFigures(std::size_t workloads, std::size_t seeds, std::size_t metrics)
      : workloads_(workloads),
        seeds_(seeds),
        metrics_(metrics),
        values_(workloads * seeds * metrics),
        known_(workloads * seeds) {}

  /// Precondition: one value per metric.
  void set(std::size_t workload, std::size_t seed, std::span<const double> values);

  [[nodiscard]] bool has(std::size_t workload, std::size_t seed) const {
    return known_[workload * seeds_ + seed];
  }
  /// The seeds that have been run on every workload, in rising order.
  [[nodiscard]] std::vector<std::size_t> complete_seeds() const;
  /// Precondition: has(workload, seed).
  [[nodiscard]] double at(std::size_t workload, std::size_t seed, std::size_t metric) const {
    return values_[(workload * seeds_ + seed) * metrics_ + metric];
  }
  /// Mean over some seeds. Precondition: there is one, and it has them.
  [[nodiscard]] double mean(std::size_t workload, std::size_t metric,
                            std::span<const std::size_t> seeds) const;

  [[nodiscard]] std::size_t workloads() const { return workloads_; }

 private:
  std::size_t workloads_, seeds_, metrics_;
  std::vector<double> values_;
  std::vector<bool> known_;
};

}  // namespace servesweep::sweep
