#include "io/folder/member_file.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "engine/base/shown_text.h"
#include "io/folder/damaged_file.h"
#include "io/folder/file_descriptor.h"
#include "io/folder/host_name.h"
#include "io/folder/shared_file.h"
#include "io/process/process_identity.h"

namespace servesweep::io {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kMember = "member-";
constexpr std::string_view kPresent = ".json";
constexpr std::string_view kGone = ".gone";
constexpr std::string_view kJournal = "journal-";
constexpr std::string_view kLog = ".log";
constexpr std::string_view kLive = "live-";

std::string name_of(std::string_view prefix, int number, std::string_view ending) {
  return fmt::format("{}{:04}{}", prefix, number, ending);
}

/// The number in a name of this form, from 1 on; 0 if it has another form.
int number_in(const std::string& name, std::string_view prefix, std::string_view ending) {
  if (!name.starts_with(prefix) || !name.ends_with(ending)) return 0;
  int number = 0;
  std::from_chars(name.data() + prefix.size(), name.data() + name.size(), number);
  return number > 0 && name_of(prefix, number, ending) == name ? number : 0;
}

/// Numbers in the names of this form; no such folder: none.
std::set<int> numbers_in(const fs::path& folder, std::string_view prefix, std::string_view ending) {
  std::set<int> numbers;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const int number = number_in(entry.path().filename().string(), prefix, ending);
    if (number > 0) numbers.insert(number);
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    throw_system_problem(folder, "list it", error.value());
  }
  return numbers;
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets any
  return value == nullptr ? "" : value;
}

std::string to_text(const MemberFacts& facts) {
  const nlohmann::ordered_json json = {
      {"host", facts.host},           {"pid", facts.pid},
      {"slurm_job", facts.slurm_job}, {"started", facts.started},
      {"command", facts.command},     {"lease_seconds", facts.lease_seconds},
      {"machine", facts.machine},     {"start_ticks", facts.start_ticks}};
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

/// What can be read of it: a member's file is for people. Fit to be shown, whoever wrote it.
MemberFacts facts_in(const std::string& text) {
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  MemberFacts facts;
  if (!json.is_object()) return facts;
  const auto text_at = [&](const char* key) {
    if (!json.contains(key) || !json[key].is_string()) return std::string();
    return engine::shown_text(json[key].get<std::string>());
  };
  const auto number_at = [&](const char* key) {
    return json.contains(key) && json[key].is_number_integer() ? json[key].get<std::int64_t>() : 0;
  };
  facts.host = text_at("host");
  facts.pid = number_at("pid");
  facts.slurm_job = text_at("slurm_job");
  facts.started = text_at("started");
  facts.command = text_at("command");
  facts.lease_seconds = number_at("lease_seconds");
  facts.machine = text_at("machine");
  facts.start_ticks = number_at("start_ticks");
  return facts;
}

}  // namespace

MemberFacts MemberFacts::of_this_process(std::string command, std::int64_t lease_seconds) {
  MemberFacts facts;
  const ProcessIdentity process = ProcessIdentity::mine();
  facts.host = process.host;
  facts.pid = process.pid;
  facts.machine = process.machine;
  facts.start_ticks = process.start_ticks;
  facts.slurm_job = environment("SLURM_ARRAY_JOB_ID");
  if (facts.slurm_job.empty()) {
    facts.slurm_job = environment("SLURM_JOB_ID");
  } else {
    facts.slurm_job += '_' + environment("SLURM_ARRAY_TASK_ID");
  }
  facts.started = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
  facts.command = std::move(command);
  facts.lease_seconds = lease_seconds;
  return facts;
}

std::optional<bool> MemberFacts::lives() const {
  return ProcessIdentity{.host = host, .machine = machine, .pid = pid, .start_ticks = start_ticks}
      .lives();
}

MemberFile::MemberFile(const fs::path& members_folder, const MemberFacts& facts)
    : folder_(members_folder) {
  std::set<int> taken = numbers_in(folder_, kMember, kPresent);
  taken.merge(numbers_in(folder_, kMember, kGone));
  for (int number = 1;; ++number) {
    if (taken.contains(number)) continue;
    if (!create_shared_file(folder_ / name_of(kMember, number, kPresent), to_text(facts))) continue;
    number_ = number;
    return;
  }
}

MemberFile::MemberFile(MemberFile&& other) noexcept
    : folder_(std::move(other.folder_)), number_(std::exchange(other.number_, 0)) {}

MemberFile::~MemberFile() {
  std::error_code ignored;
  if (number_ > 0) fs::remove(folder_ / name_of(kMember, number_, kPresent), ignored);
}

fs::path MemberFile::journal_file() const {
  return folder_ / name_of(kJournal, number_, kLog);
}

fs::path MemberFile::index_draft_file() const {
  return folder_ / name_of("index-", number_, ".h5");
}

std::optional<std::int64_t> MemberFile::touch() const {
  return touch_file(folder_ / name_of(kMember, number_, kPresent));
}

namespace {

/// Empty if there is no such file; no text if it is no file: somebody may have put anything there.
std::optional<std::string> text_of(const fs::path& file) {
  try {
    return read_shared_file(file);
  } catch (const DamagedFile&) {
    return "";
  }
}

}  // namespace

std::vector<SeenMember> members_in(const fs::path& members_folder) {
  std::vector<SeenMember> members;
  for (const int number : numbers_in(members_folder, kMember, kPresent)) {
    const fs::path file = members_folder / name_of(kMember, number, kPresent);
    const std::optional<std::string> text = text_of(file);
    const std::optional<std::int64_t> sign_ns = modified_ns(file);
    if (text && sign_ns) members.push_back({number, facts_in(*text), *sign_ns});
  }
  return members;
}

std::set<int> retire_members(const fs::path& members_folder, int own, std::int64_t server_ns) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  const std::string here = host_name();
  std::set<int> staying;
  for (const SeenMember& member : members_in(members_folder)) {
    if (member.number == own) continue;
    const bool silent = server_ns - member.last_sign_ns > member.facts.lease_seconds * kSecond;
    if (!silent && member.facts.host != here) {
      staying.insert(member.number);
      continue;
    }
    std::error_code ignored;
    fs::rename(members_folder / name_of(kMember, member.number, kPresent),
               members_folder / name_of(kMember, member.number, kGone), ignored);
  }
  return staying;
}

fs::path member_live_file(const fs::path& members_folder, int number) {
  return members_folder / name_of(kLive, number, kPresent);
}

std::set<int> members_that_told(const fs::path& members_folder) {
  return numbers_in(members_folder, kLive, kPresent);
}

std::vector<fs::path> member_journals(const fs::path& members_folder) {
  std::vector<fs::path> journals;
  for (const int number : numbers_in(members_folder, kJournal, kLog)) {
    journals.push_back(members_folder / name_of(kJournal, number, kLog));
  }
  return journals;
}

}  // namespace servesweep::io
