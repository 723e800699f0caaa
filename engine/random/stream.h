#pragma once

#include <Random123/philox.h>

#include <cstdint>
#include <limits>
#include <string_view>

namespace servesweep::engine {

/// What a stream of random numbers is for: the stable FNV-1a hash (64 bits) of a name such as
/// "workload.arrival", optionally continued by the name of an owner. The hash never changes, so
/// neither do the numbers.
class StreamPurpose {
 public:
  constexpr explicit StreamPurpose(std::string_view name) : hash_(extend(kOffset, name)) {}

  /// The same purpose for one owner, for instance one client of a workload.
  [[nodiscard]] constexpr StreamPurpose of(std::string_view owner) const {
    StreamPurpose owned = *this;
    owned.hash_ = extend(extend(hash_, std::string_view("\0", 1)), owner);
    return owned;
  }

  [[nodiscard]] constexpr std::uint64_t hash() const { return hash_; }

  friend constexpr bool operator==(StreamPurpose, StreamPurpose) = default;

 private:
  static constexpr std::uint64_t kOffset = 0xcbf29ce484222325;
  static constexpr std::uint64_t kPrime = 0x100000001b3;

  static constexpr std::uint64_t extend(std::uint64_t hash, std::string_view text) {
    for (const char character : text) {
      hash = (hash ^ static_cast<unsigned char>(character)) * kPrime;
    }
    return hash;
  }

  std::uint64_t hash_;
};

/// Random numbers named by (seed, purpose, index): the same name gives the same numbers, whatever
/// else was drawn before, on any thread and any platform. Nothing is shared and nothing needs to be
/// split.
///
/// Source: Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011)
/// from Random123. Key = seed xor hash of the purpose; counter = (block, index). Philox is a
/// bijection of the counter for each key, so no block of 128 bits is used twice within one (seed,
/// purpose): neither by two indices nor within one, up to 2^65 numbers per index. Two pairs (seed,
/// purpose) share a key only if their 64-bit hashes differ by exactly the xor of the seeds: never
/// for equal purposes, and for equal seeds only if the names collide in FNV-1a (about n²/2^65 for n
/// names).
///
/// A UniformRandomBitGenerator of 64-bit numbers for the distributions of Boost.Random, whose
/// algorithms, unlike those of the standard library, are the same everywhere. Those that call exp,
/// log or pow still take the last bit from the C library.
class Stream {
 public:
  using result_type = std::uint64_t;

  Stream(std::uint64_t seed, StreamPurpose purpose, std::uint64_t index)
      : counter_{{0, 0, low(index), high(index)}},
        key_{{low(seed ^ purpose.hash()), high(seed ^ purpose.hash())}} {}

  [[nodiscard]] static constexpr result_type min() { return 0; }
  [[nodiscard]] static constexpr result_type max() {
    return std::numeric_limits<result_type>::max();
  }

  result_type operator()() {
    if (has_second_) {
      has_second_ = false;
      return second_;
    }
    const r123::Philox4x32::ctr_type block = r123::Philox4x32{}(counter_, key_);
    if (++counter_[0] == 0) ++counter_[1];
    second_ = joined(block[2], block[3]);
    has_second_ = true;
    return joined(block[0], block[1]);
  }

 private:
  static constexpr std::uint32_t low(std::uint64_t value) {
    return static_cast<std::uint32_t>(value);
  }
  static constexpr std::uint32_t high(std::uint64_t value) {
    return static_cast<std::uint32_t>(value >> 32);
  }
  static constexpr std::uint64_t joined(std::uint32_t low_half, std::uint32_t high_half) {
    return (std::uint64_t{high_half} << 32) | low_half;
  }

  r123::Philox4x32::ctr_type counter_;
  r123::Philox4x32::key_type key_;
  std::uint64_t second_ = 0;
  bool has_second_ = false;
};

}  // namespace servesweep::engine
