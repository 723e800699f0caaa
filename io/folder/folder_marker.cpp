#include "io/folder/folder_marker.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "engine/base/problem.h"
#include "io/folder/atomic_file.h"
#include "io/folder/content_hash.h"
#include "io/folder/damaged_file.h"
#include "io/folder/file_descriptor.h"
#include "io/folder/shared_file.h"

namespace servesweep::io {
namespace {

namespace fs = std::filesystem;
constexpr const char* kMarkerFile = "servesweep.json";
constexpr const char* kMarkerFormat = "servesweep-results";
constexpr int kFolderMajor = 1;
constexpr int kFolderMinor = 2;

DamagedFile damaged_marker(const fs::path& file, const std::string& why) {
  return {file.string(), "is not a marker of a result folder", why};
}

/// Of everything else that a marker says.
std::string checksum_of(nlohmann::ordered_json marker) {
  marker.erase("checksum");
  const std::string text = marker.dump();
  return content_hash(std::as_bytes(std::span(text)));
}

FolderMarker parse_marker(const nlohmann::ordered_json& json, const fs::path& file) {
  if (json.at("format") != kMarkerFormat)
    throw nlohmann::json::other_error::create(501, "format", &json);
  if (json.contains("checksum") && json.at("checksum") != checksum_of(json)) {
    throw damaged_marker(file, "its checksum is that of another text");
  }
  const int major = json.at("format_version").at(0).get<int>();
  if (major != kFolderMajor) {
    throw engine::Problem(file.string(), fmt::format("has format version {}", major),
                          fmt::format("this program knows version {}", kFolderMajor),
                          "use the servesweep that wrote it, or another folder");
  }
  return {.study = json.at("study").get<std::string>(),
          .study_hash = json.at("study_hash").get<std::string>()};
}

std::string marker_text(const FolderMarker& marker) {
  nlohmann::ordered_json json = {{"format", kMarkerFormat},
                                 {"format_version", {kFolderMajor, kFolderMinor}},
                                 {"study", marker.study},
                                 {"study_hash", marker.study_hash}};
  json["checksum"] = checksum_of(json);
  return json.dump(2) + "\n";
}

/// Files that may lie in a folder before its first use: what the batch system and a shell put
/// there, and what our own killed first attempt may have left.
bool tolerated(const std::string& name) {
  return name.starts_with('.') || name.starts_with("slurm-") || name == "logs" ||
         name == "servesweep.lock" || name == "servesweep.ranks.lock" ||
         name == std::string(kMarkerFile) + std::string(kPartialEnding);
}

void check_no_foreign_files(const fs::path& folder) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (!tolerated(name)) {
      throw engine::Problem(folder.string(), fmt::format("holds foreign files such as '{}'", name),
                            "it is no result folder of servesweep, and nothing of it may be lost",
                            "choose another -o or an empty folder");
    }
  }
  if (error) throw_system_problem(folder, "list it", error.value());
}

}  // namespace

std::optional<FolderMarker> read_marker(const fs::path& folder) {
  const fs::path file = folder / kMarkerFile;
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return std::nullopt;
  try {
    return parse_marker(nlohmann::ordered_json::parse(read_file(file)), file);
  } catch (const nlohmann::json::exception&) {
    throw damaged_marker(file, "its text is damaged or foreign");
  }
}

void write_marker(const fs::path& folder, const FolderMarker& marker) {
  const std::string text = marker_text(marker);
  write_file_atomically(folder / kMarkerFile, std::as_bytes(std::span(text)));
}

bool create_marker(const fs::path& folder, const FolderMarker& marker) {
  return create_shared_file(folder / kMarkerFile, marker_text(marker));
}

bool check_usable(const fs::path& folder, const FolderMarker& wanted) {
  std::error_code error;
  if (!fs::exists(folder, error)) return false;
  if (!fs::is_directory(folder, error)) {
    throw engine::Problem(folder.string(), "is not a folder", "results need one",
                          "choose another -o");
  }
  const std::optional<FolderMarker> marker = read_marker(folder);
  if (!marker) {
    check_no_foreign_files(folder);
    return false;
  }
  if (marker->study_hash != wanted.study_hash) {
    throw engine::Problem(
        folder.string(), fmt::format("holds the results of another study ('{}')", marker->study),
        fmt::format("its hash is {}, this study's is {}", marker->study_hash, wanted.study_hash),
        "choose another -o, or run the study that it belongs to");
  }
  return true;
}

}  // namespace servesweep::io
