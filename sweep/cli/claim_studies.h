#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace servesweep::sweep {

/// A study file and where its results go.
struct ClaimStudy {
  std::filesystem::path file, output;
};

/// The studies of files and folders, each with the folder of its results, `output`/STUDYNAME. A
/// folder stands for those of its *.yaml files, by name, that make claims. Problem if there are
/// none, and if one is no study, is named itself and makes no claims, or has the name of another:
/// before anything runs.
[[nodiscard]] std::vector<ClaimStudy> find_claim_studies(const std::vector<std::string>& places,
                                                         const std::filesystem::path& output);

/// As text that other ranks read.
[[nodiscard]] std::string to_text(const std::vector<ClaimStudy>& studies);
[[nodiscard]] std::vector<ClaimStudy> claim_studies_of(const std::string& text);

}  // namespace servesweep::sweep
