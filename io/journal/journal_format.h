#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "io/journal/journal.h"

namespace servesweep::io {

/// First bytes of every journal.
inline constexpr std::string_view kJournalMagic = "SSWJRNL1";
/// First bytes of every record. 0xF5 never occurs in UTF-8, so no payload can look like a record.
inline constexpr std::string_view kRecordMagic = "\xF5SWR";
inline constexpr std::uint32_t kMaxPayloadBytes = 64U << 20;

/// A record as it stands on disk. Precondition: 1 … kMaxPayloadBytes bytes of payload.
[[nodiscard]] std::string encode_record(std::string_view payload);

/// Finds all whole records. `bytes` starts with kJournalMagic.
[[nodiscard]] JournalContent decode_journal(std::string_view bytes);

/// CRC-32C (Castagnoli), as iSCSI and ext4 use it.
[[nodiscard]] std::uint32_t crc32c(std::string_view bytes);

}  // namespace servesweep::io
