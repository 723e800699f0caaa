#include "engine/policy/routing/windowed_load.h"

#include <algorithm>

#include "engine/base/contract.h"

namespace servesweep::engine {

WindowedLoad::WindowedLoad(TimeUs window_us) : bucket_us_(window_us / kBuckets) {
  SERVESWEEP_EXPECT(window_us >= kBuckets);
}

void WindowedLoad::reset(std::size_t instances) {
  bucket_ = 0;
  sums_.assign(instances, 0);
  buckets_.assign(instances * static_cast<std::size_t>(kBuckets), 0);
}

void WindowedLoad::advance(TimeUs now_us) {
  const std::int64_t now = now_us / bucket_us_;
  const std::int64_t first_new = std::max(bucket_ + 1, now - kBuckets + 1);
  for (std::int64_t bucket = first_new; bucket <= now; ++bucket) {
    for (std::size_t i = 0; i < sums_.size(); ++i) {
      std::int64_t& reused = buckets_[place(bucket, i)];
      sums_[i] -= reused;
      reused = 0;
    }
  }
  bucket_ = now;
}

void WindowedLoad::add(InstanceId instance, std::int64_t work_us) {
  buckets_[place(bucket_, instance.index())] += work_us;
  sums_[instance.index()] += work_us;
}

}  // namespace servesweep::engine
