#include "sweep/cli/all_journals.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "engine/base/shown_text.h"
#include "io/folder/member_file.h"
#include "io/folder/shared_file.h"
#include "io/journal/journal.h"

namespace servesweep::sweep {
namespace {

using Json = nlohmann::ordered_json;

/// Empty if it is no event.
Json event_in(const std::string& record) {
  Json json = Json::parse(record, nullptr, false);
  const bool event = json.is_object() && json.contains("event") && json["event"].is_string();
  return event ? json : Json();
}

void note_shard(const std::string& record, AllJournals& all) {
  if (!record.starts_with(R"({"event":"shard")")) return;
  const Json json = event_in(record);
  if (json.is_null() || !json.contains("name") || !json["name"].is_string()) return;
  if (!json.contains("runs") || !json["runs"].is_number_unsigned()) return;
  all.shard_runs[json["name"].get<std::string>()] = json["runs"].get<std::size_t>();
}

std::string last_event_of(const std::vector<std::string>& records) {
  for (auto record = records.rbegin(); record != records.rend(); ++record) {
    if (!event_in(*record).is_null()) return *record;
  }
  return "";
}

}  // namespace

AllJournals AllJournals::of(const io::ResultFolder& folder) {
  std::vector<std::filesystem::path> files = io::member_journals(folder.members_folder());
  files.push_back(folder.journal_file());
  AllJournals all;
  std::int64_t last_ns = -1;
  for (const std::filesystem::path& file : files) {
    const io::JournalContent journal = io::read_journal(file);
    all.records += journal.records.size();
    for (const std::string& record : journal.records) note_shard(record, all);
    const std::int64_t written_ns = io::modified_ns(file).value_or(-1);
    if (written_ns <= last_ns) continue;
    std::string last = last_event_of(journal.records);
    if (last.empty()) continue;
    last_ns = written_ns;
    all.last_event = std::move(last);
  }
  return all;
}

std::string event_words(const std::string& event) {
  constexpr std::size_t kMostBytes = 80;
  const Json json = event_in(event);
  if (json.is_null()) return "none";
  std::string words;
  for (const auto& [name, value] : json.items()) {
    if (name == "event" || value.is_structured() || value.is_null() || value == "") continue;
    const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    words +=
        fmt::format("{} {} {}", words.empty() ? ":" : ",", engine::shown_text(name, kMostBytes),
                    engine::shown_text(text, kMostBytes));
  }
  return engine::shown_text(json["event"].get<std::string>(), kMostBytes) + words;
}

}  // namespace servesweep::sweep
