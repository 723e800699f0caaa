#include "engine/workload/segment_pages.h"

#include <algorithm>

#include "engine/base/contract.h"

namespace servesweep::engine {

SegmentRange SegmentPages::append(std::span<const Segment> segments) {
  const auto count = static_cast<std::uint32_t>(segments.size());
  SERVESWEEP_EXPECT(count <= kPageSize);
  if (size_ % kPageSize + count > kPageSize) size_ += kPageSize - size_ % kPageSize;
  const std::uint32_t begin = size_;
  if (count == 0) return {.begin = begin, .count = 0};
  if (begin / kPageSize == pages_.size()) pages_.push_back(std::make_unique<Segment[]>(kPageSize));
  std::ranges::copy(segments, &pages_[begin / kPageSize][begin % kPageSize]);
  size_ += count;
  return {.begin = begin, .count = count};
}

std::span<const Segment> SegmentPages::at(SegmentRange range) const {
  if (range.count == 0) return {};
  return {&pages_[range.begin / kPageSize][range.begin % kPageSize], range.count};
}

void SegmentPages::copy_to(std::vector<Segment>& all) const {
  all.clear();
  all.reserve(size_);
  for (std::uint32_t begin = 0; begin < size_; begin += kPageSize) {
    const Segment* page = pages_[begin / kPageSize].get();
    all.insert(all.end(), page, page + std::min(kPageSize, size_ - begin));
  }
}

}  // namespace servesweep::engine
