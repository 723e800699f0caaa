#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <string_view>

namespace servesweep::io::test {

/// The checksum of HDF5's metadata: Jenkins' lookup3 over bytes, as the file format specification
/// gives it.
inline std::uint32_t lookup3(std::string_view bytes) {
  std::uint32_t a = 0xdeadbeef + static_cast<std::uint32_t>(bytes.size()), b = a, c = a;
  const auto word = [&](std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4 && at + i < bytes.size(); ++i) {
      value |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
    }
    return value;
  };
  while (bytes.size() > 12) {
    a += word(0), b += word(4), c += word(8);
    a -= c, a ^= std::rotl(c, 4), c += b;
    b -= a, b ^= std::rotl(a, 6), a += c;
    c -= b, c ^= std::rotl(b, 8), b += a;
    a -= c, a ^= std::rotl(c, 16), c += b;
    b -= a, b ^= std::rotl(a, 19), a += c;
    c -= b, c ^= std::rotl(b, 4), b += a;
    bytes.remove_prefix(12);
  }
  if (bytes.empty()) return c;
  a += word(0), b += word(4), c += word(8);
  c ^= b, c -= std::rotl(b, 14);
  a ^= c, a -= std::rotl(c, 11);
  b ^= a, b -= std::rotl(a, 25);
  c ^= b, c -= std::rotl(b, 16);
  a ^= c, a -= std::rotl(c, 4);
  b ^= a, b -= std::rotl(a, 14);
  c ^= b, c -= std::rotl(b, 24);
  return c;
}

/// A file with one thing done to it; which and where follow from the number.
inline std::string mutated(const std::string& whole, std::uint64_t number) {
  std::mt19937_64 random(number);
  std::string bytes = whole;
  const auto place = [&](std::size_t room) { return random() % (bytes.size() - room); };
  switch (number % 8) {
    case 0:  // a bit
      bytes[place(0)] ^= static_cast<char>(1U << random() % 8);
      break;
    case 1:  // a byte
      bytes[place(0)] = static_cast<char>(random());
      break;
    case 2:  // cut off
      bytes.resize(place(0));
      break;
    case 3: {  // two blocks change places
      const std::size_t size = std::min<std::size_t>(1 + random() % 4'096, bytes.size() / 2);
      const std::size_t a = random() % (bytes.size() / 2 - size + 1);
      const std::size_t b = bytes.size() / 2 + random() % (bytes.size() / 2 - size + 1);
      std::swap_ranges(bytes.begin() + static_cast<std::ptrdiff_t>(a),
                       bytes.begin() + static_cast<std::ptrdiff_t>(a + size),
                       bytes.begin() + static_cast<std::ptrdiff_t>(b));
      break;
    }
    case 4: {  // a block of zeros, as after a crash of the machine
      const std::size_t size = std::min<std::size_t>(std::size_t{1} << random() % 13, bytes.size());
      std::memset(bytes.data() + random() % (bytes.size() - size + 1), 0, size);
      break;
    }
    case 5: {  // a huge number
      const std::uint64_t huge = random() % 2 == 0 ? ~std::uint64_t{0} : std::uint64_t{1} << 40;
      std::memcpy(bytes.data() + place(8), &huge, 1 + random() % 8);
      break;
    }
    case 6:  // more behind the end
      bytes += bytes.substr(place(0));
      break;
    default:  // some bytes at once
      for (int i = 0; i < 16; ++i) bytes[place(0)] = static_cast<char>(random());
  }
  return bytes;
}

/// Renews the checksums of superblock and object headers, as somebody with bad intentions would.
inline void renew_checksums(std::string& bytes) {
  const auto renew = [&](std::size_t begin, std::size_t size) {
    if (begin + size + 4 > bytes.size()) return;
    const std::uint32_t sum = lookup3(std::string_view(bytes).substr(begin, size));
    std::memcpy(bytes.data() + begin + size, &sum, sizeof(sum));
  };
  constexpr std::size_t kSuperblockBytes = 44;
  renew(0, kSuperblockBytes);
  for (std::size_t at = bytes.find("OHDR"); at != std::string::npos;
       at = bytes.find("OHDR", at + 4)) {
    if (at + 40 > bytes.size()) return;
    const auto flags = static_cast<unsigned char>(bytes[at + 5]);
    const std::size_t head =
        6 + ((flags & 0x20U) != 0 ? 16U : 0U) + ((flags & 0x10U) != 0 ? 4U : 0U);
    const std::size_t size_bytes = std::size_t{1} << (flags & 3U);
    std::uint64_t size = 0;
    std::memcpy(&size, bytes.data() + at + head, size_bytes);
    if (size < bytes.size()) renew(at, head + size_bytes + size);
  }
}

/// The same as mutated(), but inside a header whose checksum is renewed.
inline std::string forged(const std::string& whole, std::uint64_t number) {
  std::mt19937_64 random(number ^ 0x9e3779b97f4a7c15U);
  std::string bytes = whole;
  std::size_t at = bytes.find("OHDR", random() % bytes.size());
  if (at == std::string::npos) at = bytes.find("OHDR");
  const std::size_t begin = at + 6;
  const int changes = 1 + static_cast<int>(random() % 3);
  for (int i = 0; i < changes; ++i) {
    const std::size_t place = std::min(begin + random() % 220, bytes.size() - 9);
    if (random() % 3 == 0) {
      const std::uint64_t huge = random() % 2 == 0 ? ~std::uint64_t{0} : random() >> random() % 64;
      std::memcpy(bytes.data() + place, &huge, 1 + random() % 8);
    } else {
      bytes[place] = static_cast<char>(random());
    }
  }
  renew_checksums(bytes);
  return bytes;
}

}  // namespace servesweep::io::test
