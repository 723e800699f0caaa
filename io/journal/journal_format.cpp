#include "io/journal/journal_format.h"

#include <algorithm>
#include <boost/crc.hpp>
#include <optional>

#include "engine/base/contract.h"

namespace servesweep::io {
namespace {

constexpr std::size_t kWordBytes = 4;
constexpr std::size_t kLengthOffset = kRecordMagic.size();
constexpr std::size_t kChecksumOffset = kLengthOffset + kWordBytes;
constexpr std::size_t kHeaderBytes = kChecksumOffset + kWordBytes;

std::string encode_word(std::uint32_t value) {
  std::string bytes;
  for (unsigned shift = 0; shift < 32; shift += 8) {
    bytes.push_back(static_cast<char>(value >> shift & 0xFFU));
  }
  return bytes;
}

std::uint32_t decode_word(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = kWordBytes; i-- > 0;) {
    value = value << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return value;
}

/// The length is part of the checksum: a wrong length cannot pass, nor can a block of zeros.
std::uint32_t checksum(std::string_view length, std::string_view payload) {
  boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
  crc.process_bytes(length.data(), length.size());
  crc.process_bytes(payload.data(), payload.size());
  return crc.checksum();
}

/// The payload of the record that starts at `bytes`, if there is a whole one.
std::optional<std::string_view> payload_at(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes || !bytes.starts_with(kRecordMagic)) return std::nullopt;
  const std::string_view length = bytes.substr(kLengthOffset, kWordBytes);
  const std::uint32_t payload_bytes = decode_word(length);
  if (payload_bytes == 0 || payload_bytes > kMaxPayloadBytes ||
      payload_bytes > bytes.size() - kHeaderBytes) {
    return std::nullopt;
  }
  const std::string_view payload = bytes.substr(kHeaderBytes, payload_bytes);
  if (checksum(length, payload) != decode_word(bytes.substr(kChecksumOffset, kWordBytes))) {
    return std::nullopt;
  }
  return payload;
}

}  // namespace

std::uint32_t crc32c(std::string_view bytes) {
  return checksum({}, bytes);
}

std::string encode_record(std::string_view payload) {
  SERVESWEEP_EXPECT(!payload.empty() && payload.size() <= kMaxPayloadBytes);
  const std::string length = encode_word(static_cast<std::uint32_t>(payload.size()));
  std::string record(kRecordMagic);
  record += length;
  record += encode_word(checksum(length, payload));
  record += payload;
  return record;
}

JournalContent decode_journal(std::string_view bytes) {
  JournalContent content;
  content.kept_bytes = kJournalMagic.size();
  std::size_t at = kJournalMagic.size();
  while (at < bytes.size()) {
    const std::optional<std::string_view> payload = payload_at(bytes.substr(at));
    if (!payload) {  // look for the next record; if there is none, all this is a torn tail
      at = std::min(bytes.find(kRecordMagic, at + 1), bytes.size());
      continue;
    }
    content.skipped_bytes += at - content.kept_bytes;
    if (content.skipped_bytes == 0) content.whole_before_damage = content.records.size() + 1;
    content.records.emplace_back(*payload);
    at += kHeaderBytes + payload->size();
    content.kept_bytes = at;
  }
  content.torn_bytes = bytes.size() - content.kept_bytes;
  return content;
}

}  // namespace servesweep::io
