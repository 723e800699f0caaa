#include "sweep/cli/claim_studies.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "engine/base/problem.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_in(const std::string& place) {
  if (!fs::is_directory(place)) return {place};
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(place)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  if (!files.empty()) return files;
  throw engine::Problem(place, "holds no study", "it has no .yaml file", "name another folder");
}

std::string name_of_study(const fs::path& file) {
  const Study study = Study::read_file(file);
  if (!study.claims().empty()) return study.name();
  throw engine::Problem(file.string(), "there is nothing to judge",
                        fmt::format("study {} makes no claims", study.name()),
                        "add 'claims: …', or name the studies that make some");
}

}  // namespace

std::vector<ClaimStudy> find_claim_studies(const std::vector<std::string>& places,
                                           const fs::path& output) {
  std::map<std::string, fs::path> file_of;
  std::vector<ClaimStudy> studies;
  for (const std::string& place : places) {
    for (const fs::path& file : files_in(place)) {
      const std::string name = name_of_study(file);
      const auto [other, is_new] = file_of.emplace(name, file);
      if (!is_new) {
        throw engine::Problem(file.string(), fmt::format("study '{}' is there twice", name),
                              fmt::format("{} has the same name", other->second.string()),
                              "rename or leave out one: results are stored by name");
      }
      studies.push_back({file, output / name});
    }
  }
  return studies;
}

std::string to_text(const std::vector<ClaimStudy>& studies) {
  nlohmann::json list = nlohmann::json::array();
  for (const ClaimStudy& study : studies) {
    list.push_back({study.file.string(), study.output.string()});
  }
  return list.dump();
}

std::vector<ClaimStudy> claim_studies_of(const std::string& text) {
  std::vector<ClaimStudy> studies;
  for (const nlohmann::json& one : nlohmann::json::parse(text)) {
    studies.push_back({one.at(0).get<std::string>(), one.at(1).get<std::string>()});
  }
  return studies;
}

}  // namespace servesweep::sweep
