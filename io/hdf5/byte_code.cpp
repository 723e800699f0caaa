#include "io/hdf5/byte_code.h"

#include <algorithm>

namespace servesweep::io {
namespace {

struct Leaf {
  std::uint32_t count = 0;
  std::uint16_t symbol = 0;
};

/// Leaves that occur, rarest first, then the inner nodes in the order of their making, which are as
/// sorted: the two rarest of all are always at the front of one or the other.
class Tree {
 public:
  explicit Tree(const ByteCode::Counts& counts) {
    for (std::size_t symbol = 0; symbol < counts.size(); ++symbol) {
      if (counts[symbol] == 0) continue;
      leaves_[leaf_count_++] = {counts[symbol], static_cast<std::uint16_t>(symbol)};
    }
    std::sort(leaves_.begin(), leaves_.begin() + static_cast<std::ptrdiff_t>(leaf_count_),
              [](const Leaf& a, const Leaf& b) {
                return a.count != b.count ? a.count < b.count : a.symbol < b.symbol;
              });
  }

  [[nodiscard]] std::size_t leaf_count() const { return leaf_count_; }
  [[nodiscard]] Leaf& leaf(std::size_t i) { return leaves_[i]; }
  /// Of every leaf; that of the rarest is the greatest.
  [[nodiscard]] std::array<std::uint8_t, kByteSymbols> depths() {
    join();
    std::array<std::uint8_t, kByteSymbols> inner{}, leaf{};
    const std::size_t last = leaf_count_ - 2;
    for (std::size_t i = last; i-- > 0;) {
      inner[i] = static_cast<std::uint8_t>(inner[inner_parent_[i]] + 1);
    }
    for (std::size_t i = 0; i < leaf_count_; ++i) {
      leaf[i] = static_cast<std::uint8_t>(inner[leaf_parent_[i]] + 1);
    }
    return leaf;
  }

 private:
  void join() {
    std::size_t next_leaf = 0, next_inner = 0;
    for (std::size_t made = 0; made + 1 < leaf_count_; ++made) {
      inner_count_[made] = 0;
      for (int child = 0; child < 2; ++child) {
        const bool is_leaf =
            next_leaf < leaf_count_ &&
            (next_inner == made || leaves_[next_leaf].count <= inner_count_[next_inner]);
        (is_leaf ? leaf_parent_[next_leaf] : inner_parent_[next_inner]) =
            static_cast<std::uint16_t>(made);
        inner_count_[made] += is_leaf ? leaves_[next_leaf++].count : inner_count_[next_inner++];
      }
    }
  }

  std::size_t leaf_count_ = 0;
  std::array<Leaf, kByteSymbols> leaves_{};
  std::array<std::uint32_t, kByteSymbols> inner_count_{};
  std::array<std::uint16_t, kByteSymbols> leaf_parent_{}, inner_parent_{};
};

}  // namespace

ByteCode::ByteCode(const Counts& counts) {
  Tree tree(counts);
  auto depths = tree.depths();
  while (depths[0] > kMostBits) {  // as bzip2 does: nearer counts make a flatter tree
    for (std::size_t i = 0; i < tree.leaf_count(); ++i) {
      tree.leaf(i).count = tree.leaf(i).count / 2 + 1;
    }
    depths = tree.depths();
  }
  for (std::size_t i = 0; i < tree.leaf_count(); ++i) codes_[tree.leaf(i).symbol].bits = depths[i];
  assign_codes();
}

void ByteCode::assign_codes() {
  std::array<unsigned, kMostBits + 1> codes_of{}, next{};  // by their bits
  for (const Code& code : codes_) codes_of[code.bits] += code.bits > 0 ? 1 : 0;
  for (unsigned bits = 1; bits <= kMostBits; ++bits) {
    next[bits] = (next[bits - 1] + codes_of[bits - 1]) * 2;
  }
  for (Code& code : codes_) {
    const unsigned bits = code.bits;
    const unsigned value = next[bits]++;
    for (unsigned i = 0; i < bits; ++i) {
      code.code = static_cast<std::uint16_t>(code.code | (value >> i & 1U) << (bits - 1 - i));
    }
  }
}

}  // namespace servesweep::io
