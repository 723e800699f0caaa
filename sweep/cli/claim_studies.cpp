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

struct NamedStudy {
  fs::path file;
  std::string name;
};

NamedStudy named_study(const fs::path& file) {
  const Study study = Study::read_file(file);
  if (!study.claims().empty()) return {file, study.name()};
  throw engine::Problem(file.string(), "there is nothing to judge",
                        fmt::format("study {} makes no claims", study.name()),
                        "add 'claims: …', or name the studies that make some");
}

/// Searches stand beside the studies that judge what they found, and claim nothing.
std::vector<NamedStudy> studies_in(const std::string& folder) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  if (files.empty()) {
    throw engine::Problem(folder, "holds no study", "it has no .yaml file", "name another folder");
  }
  std::ranges::sort(files);
  std::vector<NamedStudy> studies;
  for (const fs::path& file : files) {
    const Study study = Study::read_file(file);
    if (!study.claims().empty()) studies.push_back({file, study.name()});
  }
  if (!studies.empty()) return studies;
  throw engine::Problem(folder, "there is nothing to judge",
                        fmt::format("none of its {} studies makes claims", files.size()),
                        "add 'claims: …' to one, or name another folder");
}

std::vector<NamedStudy> studies_at(const std::string& place) {
  if (fs::is_directory(place)) return studies_in(place);
  return {named_study(place)};
}

}  // namespace

std::vector<ClaimStudy> find_claim_studies(const std::vector<std::string>& places,
                                           const fs::path& output) {
  std::map<std::string, fs::path> file_of;
  std::vector<ClaimStudy> studies;
  for (const std::string& place : places) {
    for (const auto& [file, name] : studies_at(place)) {
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
