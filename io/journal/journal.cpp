#include "io/journal/journal.h"

#include <fcntl.h>

#include <algorithm>
#include <span>

#include "engine/base/problem.h"
#include "io/folder/atomic_file.h"
#include "io/folder/damaged_file.h"
#include "io/journal/journal_format.h"

namespace servesweep::io {
namespace {

namespace fs = std::filesystem;

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

/// Accepts a journal, and the start of one (a kill during its creation).
JournalContent decode_file(const std::string& bytes, const fs::path& path) {
  if (bytes.starts_with(kJournalMagic)) return decode_journal(bytes);
  if (kJournalMagic.starts_with(bytes)) {
    JournalContent content;
    content.torn_bytes = bytes.size();
    return content;
  }
  throw DamagedFile(path.string(), "is not a journal of servesweep", "it starts with other bytes");
}

}  // namespace

JournalContent read_journal(const fs::path& path) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return {};
  return decode_file(read_file(path), path);
}

JournalContent salvage_journal(const fs::path& path) {
  std::string bytes = read_file(path);
  bytes.replace(0, std::min(bytes.size(), kJournalMagic.size()), kJournalMagic);
  return decode_journal(bytes);
}

void write_journal(const fs::path& path, const std::vector<std::string>& records) {
  std::string bytes(kJournalMagic);
  for (const std::string& record : records) bytes += encode_record(record);
  write_file_atomically(path, bytes_of(bytes));
}

Journal Journal::open(const fs::path& path, SyncPolicy policy) {
  JournalContent content = read_journal(path);
  FileDescriptor file(path, O_WRONLY | O_CREAT | O_APPEND);
  if (content.torn_bytes > 0) file.truncate(content.kept_bytes);
  if (content.kept_bytes == 0) {
    file.write_all(bytes_of(kJournalMagic));
    content.kept_bytes = kJournalMagic.size();
  }
  file.sync();
  sync_folder(path.parent_path());
  return {std::move(file), std::move(content), policy};
}

Journal::Journal(FileDescriptor file, JournalContent content, SyncPolicy policy)
    : file_(std::move(file)),
      content_(std::move(content)),
      size_bytes_(content_.kept_bytes),
      policy_(policy) {}

void Journal::append(std::string_view payload) {
  append_all({std::string(payload)});
}

void Journal::append_all(const std::vector<std::string>& payloads) {
  std::string records;
  for (const std::string& payload : payloads) {
    if (payload.empty() || payload.size() > kMaxPayloadBytes) {
      throw engine::Problem("journal", "cannot hold a record of this size",
                            "it must have 1 byte to 64 MiB", "write smaller records");
    }
    records += encode_record(payload);
  }
  try {
    file_.write_all(bytes_of(records));
  } catch (const engine::Problem&) {
    file_.truncate(size_bytes_);  // no half record: later ones would hide behind it
    throw;
  }
  size_bytes_ += records.size();
  if (policy_ == SyncPolicy::each_record) file_.sync();
}

}  // namespace servesweep::io
