#pragma once

#include <cstddef>
#include <cstdint>

namespace servesweep::sweep {

/// While it lives, `new` on this thread throws std::bad_alloc where the thread would come to hold
/// more than so many bytes beyond what it held when it began. Once it has refused, it refuses no
/// more: what cleans up may need memory itself. One at a time per thread.
///
/// A program that uses this class has operators new and delete that count, by thread, the bytes
/// which malloc really gave: about 2 ns each. Memory that C libraries take is not counted. What one
/// thread takes and another gives back counts for the first and against the second.
class MemoryLimit {
 public:
  /// 0: no limit, it only counts.
  explicit MemoryLimit(std::size_t bytes);
  ~MemoryLimit();
  MemoryLimit(const MemoryLimit&) = delete;
  MemoryLimit& operator=(const MemoryLimit&) = delete;

  /// Whether it has refused.
  [[nodiscard]] bool is_exceeded() const;
  /// What the thread holds beyond what it held; negative if it gave back more.
  [[nodiscard]] std::int64_t taken_bytes() const;

  /// How often this thread has called new since it began, whether or not there was a limit.
  [[nodiscard]] static std::int64_t allocations();

 private:
  std::int64_t before_;
};

/// While it lives, what the thread takes or gives back is on nobody's account, as it serves many
/// runs: whichever came first would pay for all. It may take as much as the limit of the thread
/// allows a run, anew; if that is refused, the run's own limit counts as exceeded. May be nested.
class SharedMemory {
 public:
  SharedMemory();
  ~SharedMemory();
  SharedMemory(const SharedMemory&) = delete;
  SharedMemory& operator=(const SharedMemory&) = delete;

 private:
  std::int64_t held_bytes_, limit_bytes_;
};

}  // namespace servesweep::sweep
