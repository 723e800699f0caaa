#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "engine/workload/length_law.h"

namespace servesweep::engine {

/// What a prompt may hold beside text.
enum class Media : std::uint8_t { image, audio, video };
inline constexpr std::array<std::string_view, 3> kMediaNames{"image", "audio", "video"};

/// Items of one kind in one prompt: how many, and how many tokens each of them becomes.
struct MediaSpec {
  LengthLaw count = ConstantLength{0};   ///< 0 … kMostMediaItems
  LengthLaw tokens = ConstantLength{1};  ///< of one item; drawn for each
};

/// No prompt holds more items of one kind.
inline constexpr std::int32_t kMostMediaItems = 1'000;

using MediaMix = std::map<Media, MediaSpec>;

/// Throws Problem at "`where`.image.count" or similar, or below.
void validate(const MediaMix& media, const std::string& where);

}  // namespace servesweep::engine
