#pragma once

#include <cstdint>
#include <string>

namespace servesweep::benchmark {

/// A trace in Mooncake's format that nobody recorded, for whoever has no real one: conversations
/// with a common system prompt, in which each turn's prompt repeats the ids of the last one and
/// adds some. Of the shape of the conversation trace: 512 tokens per id, prompts of about 12,000
/// tokens, answers of 340, 3.4 requests/s on a grid of 3 s, two fifths of the ids seen before.
/// Always the same text.
[[nodiscard]] std::string mooncake_standin(std::int64_t requests);

}  // namespace servesweep::benchmark
