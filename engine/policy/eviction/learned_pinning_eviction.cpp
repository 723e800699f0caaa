#include "engine/policy/eviction/learned_pinning_eviction.h"

#include <algorithm>
#include <cmath>

namespace servesweep::engine {
namespace {

constexpr TimeUs kLongestGap_us = 3'600'000'000;

}  // namespace

PolicyInfo LearnedPinningEviction::info() {
  return {.name = "learned-pinning",
          .what = "keeps a conversation's blocks as long as most took to come back so far",
          .formula =
              "pinned for the quantile of the last window gaps between turns seen here "
              "(fallback_ttl_us before min_gaps) iff session and pinned blocks + these ≤ "
              "share·capacity",
          .source = "Continuum; CacheTTL (time to live from the distribution of tool times)",
          .parameters = {
              real_parameter("quantile", 0.8, 0, 1, "1", "share of the gaps that a pin outlasts"),
              integer_parameter("window", 256, 1, 10'000, "gaps", "latest gaps that are counted"),
              real_parameter("share", 0.3, 0, 1, "fraction",
                             "largest share of the cache that may be pinned"),
              integer_parameter("min_gaps", 16, 1, 10'000, "gaps",
                                "gaps to be seen before they are trusted"),
              integer_parameter("fallback_ttl_us", 10e6, 0, 1e12, "µs",
                                "how long blocks are pinned until then")}};
}

LearnedPinningEviction::LearnedPinningEviction(const Parameters& parameters)
    : quantile_(parameters.real("quantile")),
      share_(parameters.real("share")),
      window_(static_cast<std::size_t>(parameters.integer("window"))),
      min_gaps_(static_cast<std::size_t>(parameters.integer("min_gaps"))),
      fallback_ttl_us_(parameters.integer("fallback_ttl_us")) {
  min_gaps_ = std::min(min_gaps_, window_);
}

void LearnedPinningEviction::reset(const EvictionSetting& setting) {
  observed_.resize(setting.instances);
  for (Observed& observed : observed_) {
    observed.away_since_us.clear();
    observed.endings.clear();
    observed.gaps_us.clear();
    observed.first_ending = observed.next_gap = 0;
  }
}

int LearnedPinningEviction::level(const ReleasedBlocks& released) const {
  if (!released.reusable || !released.session) return 0;
  const std::int64_t pinned = std::int64_t{released.pinned_blocks} + released.blocks;
  return static_cast<double>(pinned) <= share_ * released.gpu_blocks ? kPinnedLevel : 0;
}

void LearnedPinningEviction::turn_ended(const TurnEvent& event) {
  Observed& observed = observed_[event.instance.index()];
  forget_long_gone(observed, event.now_us);
  observed.away_since_us[event.session.value()] = event.now_us;
  observed.endings.push_back(event);
}

TimeUs LearnedPinningEviction::turn_arrived(const TurnEvent& event) {
  Observed& observed = observed_[event.instance.index()];
  const auto away = observed.away_since_us.find(event.session.value());
  if (away != observed.away_since_us.end()) {
    const TimeUs gap_us = std::max<TimeUs>(event.now_us - away->second, 0);
    observed.away_since_us.erase(away);
    if (observed.gaps_us.size() < window_) {
      observed.gaps_us.push_back(gap_us);
    } else {
      observed.gaps_us[observed.next_gap] = gap_us;
      observed.next_gap = (observed.next_gap + 1) % window_;
    }
  }
  return ttl_us(observed);
}

/// So that conversations that never come back take no memory for ever.
void LearnedPinningEviction::forget_long_gone(Observed& observed, TimeUs now_us) const {
  std::vector<TurnEvent>& endings = observed.endings;
  for (; observed.first_ending < endings.size() &&
         now_us - endings[observed.first_ending].now_us > kLongestGap_us;
       ++observed.first_ending) {
    const TurnEvent& ending = endings[observed.first_ending];
    const auto away = observed.away_since_us.find(ending.session.value());
    const bool is_last = away != observed.away_since_us.end() && away->second == ending.now_us;
    if (is_last) observed.away_since_us.erase(away);
  }
  if (2 * observed.first_ending < endings.size()) return;
  endings.erase(endings.begin(),
                endings.begin() + static_cast<std::ptrdiff_t>(observed.first_ending));
  observed.first_ending = 0;
}

/// The smallest gap that at least the quantile of them do not exceed.
TimeUs LearnedPinningEviction::ttl_us(const Observed& observed) {
  const std::size_t gaps = observed.gaps_us.size();
  if (gaps < min_gaps_) return fallback_ttl_us_;
  sorted_ = observed.gaps_us;
  const auto rank = static_cast<std::size_t>(std::ceil(quantile_ * static_cast<double>(gaps)));
  const auto place =
      sorted_.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1)) - 1;
  std::ranges::nth_element(sorted_, place);
  return *place + 1;  // blocks are still pinned when that gap ends
}

}  // namespace servesweep::engine
