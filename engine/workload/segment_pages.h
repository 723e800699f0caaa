#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/workload/request.h"

namespace servesweep::engine {

/// Where the content of a request lies in a sequence of segments.
struct SegmentRange {
  std::uint32_t begin = 0, count = 0;
};

/// A growing sequence of segments that never moves: requests point into it from the moment they
/// are drawn. In pages, which it keeps when it is cleared.
class SegmentPages {
 public:
  void clear() { size_ = 0; }

  /// Appends segments that stay side by side. Precondition: not more than a page of them.
  SegmentRange append(std::span<const Segment> segments);

  [[nodiscard]] std::span<const Segment> at(SegmentRange range) const;

  /// All of them, in order; what fills up a page was never asked for.
  void copy_to(std::vector<Segment>& all) const;

  static constexpr std::uint32_t kPageSize = 4096;

 private:
  using Page = std::unique_ptr<Segment[]>;

  std::vector<Page> pages_;
  std::uint32_t size_ = 0;
};

}  // namespace servesweep::engine
