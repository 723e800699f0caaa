// golden_check CASE_DIR...: does the engine reproduce recorded runs? Prints a line per case and
// "N passed, N failed"; exit code 0 if all passed, 1 if some failed, 2 if a folder is unreadable.

#include <fmt/format.h>

#include <exception>
#include <filesystem>

#include "tests/golden_check/case_files.h"
#include "tests/golden_check/check_case.h"

namespace {

namespace fs = std::filesystem;
using servesweep::engine::Simulator;
using servesweep::golden::Differences;

enum class Outcome { passed, failed, unreadable };

/// "runs/tiny/" → "tiny".
std::string case_name(const fs::path& folder) {
  const fs::path plain = (folder / "").parent_path();
  const std::string name = plain.filename().string();
  return name.empty() || name == "." || name == ".." ? folder.string() : name;
}

Outcome report(const std::string& name, const Differences& differences) {
  if (differences.count() == 0) {
    fmt::print("ok {} ({} values compared)\n", name, differences.compared());
    return Outcome::passed;
  }
  fmt::print("FAIL {} ({} of {} values differ)\n", name, differences.count(),
             differences.compared());
  for (const std::string& line : differences.first()) fmt::print("  {}\n", line);
  return Outcome::failed;
}

Outcome check(Simulator& simulator, const fs::path& folder) {
  const std::string name = case_name(folder);
  if (const std::string missing = servesweep::golden::missing_file(folder); !missing.empty()) {
    fmt::print("FAIL {} (unreadable: {} has no {})\n", name, folder.string(), missing);
    return Outcome::unreadable;
  }
  try {
    return report(name, servesweep::golden::check_case(simulator, folder));
  } catch (const std::exception& problem) {
    fmt::print("FAIL {} ({})\n", name, problem.what());
    return Outcome::failed;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: golden_check CASE_DIR...\n");
    return 2;
  }
  Simulator simulator;
  int passed = 0, failed = 0;
  bool unreadable = false;
  for (int i = 1; i < argc; ++i) {
    const Outcome outcome = check(simulator, argv[i]);
    (outcome == Outcome::passed ? passed : failed) += 1;
    unreadable = unreadable || outcome == Outcome::unreadable;
  }
  fmt::print("{} passed, {} failed\n", passed, failed);
  return unreadable ? 2 : failed > 0 ? 1 : 0;
}
