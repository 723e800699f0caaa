#include "sweep/cli/shipped_files.h"

#include <system_error>

namespace servesweep::sweep {

namespace fs = std::filesystem;

fs::path shipped_configs(const fs::path& program) {
  std::error_code error;
  fs::path folder = program.parent_path().parent_path() / "share/servesweep/configs";
  return fs::is_directory(folder, error) ? folder : fs::path();
}

fs::path shipped_configs() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  return error ? fs::path() : shipped_configs(program);
}

}  // namespace servesweep::sweep
