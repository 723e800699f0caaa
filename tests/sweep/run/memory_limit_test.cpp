#include "sweep/run/memory_limit.h"

#include <doctest/doctest.h>

#include <memory>
#include <new>
#include <thread>
#include <vector>

namespace servesweep::sweep::memory_limit_test {
namespace {

/// Takes memory and gives it back where the compiler cannot see that it need not.
void take(std::size_t bytes) {
  void* volatile memory = ::operator new(bytes);
  ::operator delete(memory);
}

}  // namespace

TEST_CASE("what a thread takes and gives back is counted to the byte that malloc gave") {
  const MemoryLimit count(0);
  auto block = std::make_unique<std::vector<char>>(100'000);
  const std::int64_t with = count.taken_bytes();
  CHECK(with >= 100'000);
  CHECK(with < 110'000);
  std::thread([] { const std::vector<char> of_another_thread(1 << 20); }).join();
  struct alignas(64) Wide {
    char bytes[6400];
  };
  auto wide = std::make_unique<Wide>();
  CHECK(count.taken_bytes() >= with + 6400);
  wide.reset();
  block.reset();
  CHECK(count.taken_bytes() < 10'000);
  CHECK_FALSE(count.is_exceeded());
}

TEST_CASE("beyond the limit new throws, before the memory is taken, and once only") {
  const MemoryLimit limit(1 << 20);
  take(1'000'000);
  CHECK_FALSE(limit.is_exceeded());
  CHECK_THROWS_AS(take(2 << 20), std::bad_alloc);
  CHECK(limit.is_exceeded());
  CHECK(limit.taken_bytes() < 10'000);
  const std::vector<char> cleaning_up(2 << 20);  // may take what it needs
  CHECK(limit.taken_bytes() > (2 << 20));
}

TEST_CASE("what many runs share is on nobody's account, taken or given back") {
  std::unique_ptr<std::vector<char>> shared;
  const MemoryLimit limit(1 << 20);
  const std::vector<char> own(700'000);
  {
    const SharedMemory apart;
    shared = std::make_unique<std::vector<char>>(900'000);  // with its own it would be too much
  }
  CHECK(limit.taken_bytes() < 800'000);
  take(200'000);
  {
    const SharedMemory apart;
    shared.reset();
  }
  CHECK(limit.taken_bytes() >= 700'000);
  CHECK_THROWS_AS(take(600'000), std::bad_alloc);
}

TEST_CASE("what many runs share must keep the limit of one") {
  const MemoryLimit limit(1 << 20);
  const std::int64_t before = limit.taken_bytes();
  {
    const SharedMemory apart;
    CHECK_THROWS_AS(take(2 << 20), std::bad_alloc);
  }
  CHECK(limit.is_exceeded());
  CHECK(limit.taken_bytes() == before);
}

TEST_CASE("a limit counts from where the thread stands, and ends with its scope") {
  const std::vector<char> before(4 << 20);
  {
    const MemoryLimit limit(1 << 20);
    std::vector<char> grows;
    CHECK_THROWS_AS(for (;;) grows.push_back('x'), std::bad_alloc);
    CHECK(grows.size() >= (1 << 18));
    CHECK(grows.size() <= (1 << 20));
  }
  const MemoryLimit again(2 << 20);
  CHECK_FALSE(again.is_exceeded());
  CHECK_THROWS_AS(take(3 << 20), std::bad_alloc);
}

TEST_CASE("aligned memory is limited, too") {
  const MemoryLimit limit(1 << 20);
  constexpr std::align_val_t kAlignment{128};
  const auto take_aligned = [] {
    void* volatile memory = ::operator new (std::size_t{1} << 21, kAlignment);
    ::operator delete(memory, kAlignment);
  };
  CHECK_THROWS_AS(take_aligned(), std::bad_alloc);
}

}  // namespace servesweep::sweep::memory_limit_test
