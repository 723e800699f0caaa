#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/base/ids.h"

namespace servesweep::sweep {

struct CurvePoint {
  engine::TimeUs time_us = 0;
  double value = 0;

  friend bool operator==(const CurvePoint&, const CurvePoint&) = default;
};

/// A curve over time of any length, kept in bounded memory so that no extreme is lost: of each of
/// at most `bins` stretches of equal length the lowest and the highest point, and the first and the
/// last point of all. The stretches double in length when time outgrows them, so the length of the
/// run need not be known; what is kept depends on the points alone.
class ThinnedCurve {
 public:
  /// Precondition: bins ≥ 2.
  explicit ThinnedCurve(std::size_t bins) : bins_(bins) {}

  /// Precondition: time_us ≥ 0, and no less than before.
  void add(engine::TimeUs time_us, double value);

  [[nodiscard]] bool empty() const { return spans_.empty(); }
  [[nodiscard]] double highest() const;
  /// In order of time; at most 2·bins + 2.
  [[nodiscard]] std::vector<CurvePoint> points() const;

 private:
  struct Span {
    bool used = false;
    CurvePoint low{}, high{};  ///< of equal ones the earlier

    void add(const CurvePoint& point);
    void add(const Span& later);
  };
  void double_width();

  std::size_t bins_;
  engine::TimeUs width_us_ = 1;
  std::vector<Span> spans_;
  CurvePoint first_{}, last_{};
};

}  // namespace servesweep::sweep
