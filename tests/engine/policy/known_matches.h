#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/signal/cache_directory.h"

namespace servesweep::engine {

/// A directory that says of every request what the test wants.
class KnownMatches : public CacheDirectory {
 public:
  explicit KnownMatches(std::vector<CacheMatch> matches) : matches_(std::move(matches)) {}
  void match(const RequestFacts&, std::span<CacheMatch> matches) const override {
    std::ranges::copy(matches_, matches.begin());
  }

 private:
  std::vector<CacheMatch> matches_;
};

}  // namespace servesweep::engine
