#include "sweep/run/another_study.h"

#include <fmt/format.h>

#include <optional>

#include "engine/base/problem.h"
#include "io/folder/folder_marker.h"
#include "io/folder/result_folder.h"
#include "sweep/run/study_difference.h"

namespace servesweep::sweep {

void refuse_another_study(const std::filesystem::path& folder, const Study& study,
                          const std::string& identity) {
  const std::optional<io::FolderMarker> marker = io::read_marker(folder);
  if (!marker || marker->study_hash == identity) return;
  std::string difference;
  try {
    const io::ResultFolder other = io::ResultFolder::open_existing(folder);
    difference = study_difference(other.read_resolved_study(), study.resolved_text());
  } catch (const engine::Problem&) {  // the hashes differ, that much is sure
    difference = "its resolved.yaml cannot be read";
  }
  if (difference.empty()) {
    difference = "the same study, but this version of servesweep makes other runs of it";
  }
  throw engine::Problem(folder.string(),
                        fmt::format("holds the results of another study ('{}')", marker->study),
                        difference, "choose another -o, or run the study that it belongs to");
}

}  // namespace servesweep::sweep
