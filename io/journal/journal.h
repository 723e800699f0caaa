#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "io/folder/file_descriptor.h"

namespace servesweep::io {

/// What a journal on disk holds.
struct JournalContent {
  std::vector<std::string> records;  ///< payloads of all whole records, in order
  std::uint64_t kept_bytes = 0;      ///< where the last whole record ends
  std::uint64_t torn_bytes = 0;      ///< unreadable bytes after it: a record that was being written
  std::uint64_t skipped_bytes = 0;   ///< unreadable bytes between whole records: damage
  std::size_t whole_before_damage =
      0;  ///< records before the first of these; all if there are none
};

/// Reads a journal without changing it; for status displays while another process writes. A missing
/// file is an empty journal. Problem if the file is something else.
[[nodiscard]] JournalContent read_journal(const std::filesystem::path& path);

/// The same of a journal whose first bytes are damaged too: every whole record that is in the file.
[[nodiscard]] JournalContent salvage_journal(const std::filesystem::path& path);

/// Makes the file a journal of these records, or leaves it as it was. Problem if it cannot.
void write_journal(const std::filesystem::path& path, const std::vector<std::string>& records);

/// When an appended record is forced to disk.
enum class SyncPolicy : std::uint8_t {
  each_record,  ///< append() returns when the record survives a power cut
  on_request    ///< it survives `kill -9` at once, and a power cut from the next sync() on
};

/// Append-only log of JSON texts, see docs/results-format.md. Each record has a marker, its length
/// and a CRC-32C, so that a torn tail, zero blocks and flipped bytes are seen and cost only the
/// records they hit. One writer at a time (the result folder's lock sees to it).
class Journal {
 public:
  /// Opens or creates it, replays all whole records and cuts a torn tail. Problem if the file is
  /// not a journal (nothing is changed then) or cannot be written.
  [[nodiscard]] static Journal open(const std::filesystem::path& path,
                                    SyncPolicy policy = SyncPolicy::each_record);

  /// What was there at open(); `torn_bytes` were cut.
  [[nodiscard]] const JournalContent& content() const { return content_; }

  /// Appends one record: 1 byte to 64 MiB of JSON. If the disk is full: Problem, and the journal is
  /// as before.
  void append(std::string_view payload);
  /// All of them or none, with one sync for all.
  void append_all(const std::vector<std::string>& payloads);
  void sync() { file_.sync(); }

 private:
  Journal(FileDescriptor file, JournalContent content, SyncPolicy policy);

  FileDescriptor file_;
  JournalContent content_;
  std::uint64_t size_bytes_;
  SyncPolicy policy_;
};

}  // namespace servesweep::io
