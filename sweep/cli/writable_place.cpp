#include "sweep/cli/writable_place.h"

#include "engine/base/problem.h"

namespace servesweep::sweep {

std::filesystem::path writable_place(const std::filesystem::path& file) {
  std::filesystem::path target = std::filesystem::weakly_canonical(std::filesystem::absolute(file));
  const std::filesystem::path folder = target.parent_path();
  if (!std::filesystem::is_directory(folder)) {
    throw engine::Problem(file.string(), "cannot be written", "its folder does not exist",
                          "create the folder or choose another file");
  }
  const bool exists = std::filesystem::exists(target);
  if (exists && !std::filesystem::is_regular_file(target)) {
    throw engine::Problem(file.string(), "cannot be replaced", "it is not a regular file",
                          "choose another file, or leave the option out and redirect the output");
  }
  for (const auto& place : {folder, folder.parent_path()}) {
    if (!std::filesystem::exists(place / "servesweep.json")) continue;
    throw engine::Problem(file.string(), "lies in a result folder", "results are never touched",
                          "choose a file elsewhere");
  }
  return target;
}

}  // namespace servesweep::sweep
