#include "tests/benchmark/scratch_folder.h"

#include <cstdlib>
#include <stdexcept>
#include <string>

namespace servesweep::benchmark {

ScratchFolder::ScratchFolder() {
  std::string pattern =
      (std::filesystem::temp_directory_path() / "servesweep_benchmark_XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) {
    throw std::runtime_error("cannot make a temporary folder at " + pattern);
  }
  path_ = pattern;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace servesweep::benchmark
