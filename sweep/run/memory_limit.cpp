#include "sweep/run/memory_limit.h"

#include <malloc.h>

#include <cstdlib>
#include <limits>
#include <new>

#include "engine/base/contract.h"

namespace {

constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max();

/// Of one thread. Plain numbers, so that it is there before and after everything else.
struct Account {
  std::int64_t held_bytes = 0;
  std::int64_t limit_bytes = kNoLimit;    ///< of held_bytes
  std::int64_t allowed_bytes = kNoLimit;  ///< beyond what was held when the limit began
  std::int64_t allocations = 0;
  bool is_exceeded = false;
};
thread_local constinit Account account;

/// Notes a refusal: the limit is off from there on.
bool refuses(std::size_t size) {
  if (account.limit_bytes == kNoLimit) return false;
  const std::int64_t left = account.limit_bytes - account.held_bytes;
  if (left >= 0 && size <= static_cast<std::size_t>(left)) return false;
  account.limit_bytes = kNoLimit;
  account.is_exceeded = true;
  return true;
}

void* counted_memory(void* memory) noexcept {
  account.held_bytes += static_cast<std::int64_t>(malloc_usable_size(memory));
  ++account.allocations;
  return memory;
}

/// As the standard wants it of operator new: what cannot be had is asked for again as long as
/// somebody promises to make room.
template <class Allocate>
void* take_memory(std::size_t size, const Allocate& allocate) {
  if (refuses(size)) throw std::bad_alloc();
  for (;;) {
    if (void* memory = allocate(size == 0 ? 1 : size)) return counted_memory(memory);
    const std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}

void* take_aligned(std::size_t size, std::align_val_t alignment) {
  const auto bytes = static_cast<std::size_t>(alignment);
  return take_memory(size, [bytes](std::size_t wanted) {
    const std::size_t whole = (wanted + bytes - 1) / bytes * bytes;  // as aligned_alloc wants it
    return whole < wanted ? nullptr : std::aligned_alloc(bytes, whole);
  });
}

void give_back(void* memory) noexcept {
  account.held_bytes -= static_cast<std::int64_t>(malloc_usable_size(memory));
  std::free(memory);
}

}  // namespace

// The other forms of new and delete call these four.
void* operator new(std::size_t size) {
  return take_memory(size, [](std::size_t wanted) { return std::malloc(wanted); });
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return take_aligned(size, alignment);
}
void operator delete(void* memory) noexcept {
  give_back(memory);
}
void operator delete(void* memory, std::size_t /*size*/) noexcept {
  give_back(memory);
}
void operator delete(void* memory, std::align_val_t /*alignment*/) noexcept {
  give_back(memory);
}
void operator delete(void* memory, std::size_t /*size*/, std::align_val_t /*alignment*/) noexcept {
  give_back(memory);
}

namespace servesweep::sweep {

MemoryLimit::MemoryLimit(std::size_t bytes) : before_(account.held_bytes) {
  SERVESWEEP_EXPECT(account.limit_bytes == kNoLimit);
  account.is_exceeded = false;
  const auto most = static_cast<std::size_t>(kNoLimit - before_ - 1);
  if (bytes > 0 && bytes <= most) {
    account.allowed_bytes = static_cast<std::int64_t>(bytes);
    account.limit_bytes = before_ + account.allowed_bytes;
  }
}

MemoryLimit::~MemoryLimit() {
  account.limit_bytes = account.allowed_bytes = kNoLimit;
  account.is_exceeded = false;
}

bool MemoryLimit::is_exceeded() const {
  return account.is_exceeded;
}

std::int64_t MemoryLimit::allocations() {
  return account.allocations;
}

std::int64_t MemoryLimit::taken_bytes() const {
  return account.held_bytes - before_;
}

SharedMemory::SharedMemory() : held_bytes_(account.held_bytes), limit_bytes_(account.limit_bytes) {
  if (limit_bytes_ == kNoLimit) return;
  account.limit_bytes = account.held_bytes < kNoLimit - account.allowed_bytes
                            ? account.held_bytes + account.allowed_bytes
                            : kNoLimit;
}

SharedMemory::~SharedMemory() {
  account.held_bytes = held_bytes_;
  account.limit_bytes = account.is_exceeded ? kNoLimit : limit_bytes_;
}

}  // namespace servesweep::sweep
