#include "io/folder/sealed_text.h"

#include <fmt/format.h>

#include <span>

#include "io/folder/content_hash.h"
#include "io/folder/damaged_file.h"

namespace servesweep::io {
namespace {

constexpr std::string_view kSeal = "# XXH3-64 of the lines below: ";
constexpr std::size_t kHashDigits = 16;
constexpr std::size_t kSealBytes = kSeal.size() + kHashDigits + 1;

std::string hash_of(std::string_view text) {
  return content_hash(std::as_bytes(std::span(text.data(), text.size())));
}

}  // namespace

std::string seal(std::string_view text) {
  return fmt::format("{}{}\n{}", kSeal, hash_of(text), text);
}

std::string unseal(const std::string& sealed, const std::string& where) {
  if (sealed.empty()) throw DamagedFile(where, "is empty", "something has cut it");
  if (!sealed.starts_with(kSeal)) return sealed;
  const std::string text = sealed.size() < kSealBytes ? std::string() : sealed.substr(kSealBytes);
  const std::string told = sealed.substr(kSeal.size(), kHashDigits);
  if (text.size() + kSealBytes != sealed.size() || sealed[kSealBytes - 1] != '\n' ||
      hash_of(text) != told) {
    throw DamagedFile(where, "is not as it was written",
                      "its first line holds the checksum of another text");
  }
  return text;
}

}  // namespace servesweep::io
