#include "io/trace/file_hash.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <vector>

#include "engine/base/problem.h"

namespace servesweep::io {
namespace {

struct FreeState {
  void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
};

}  // namespace

std::string file_hash(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored)) {
    // A device may have no end, and a pipe gives its bytes once: they are read twice.
    throw engine::Problem(path.string(), "cannot be read", "it is no regular file", "name a file");
  }
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  const std::unique_ptr<XXH3_state_t, FreeState> state(XXH3_createState());
  XXH3_128bits_reset(state.get());
  std::vector<char> buffer(std::size_t{256} * 1024);
  while (file.read(buffer.data(), std::ssize(buffer)) || file.gcount() > 0) {
    XXH3_128bits_update(state.get(), buffer.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (!file.eof()) {
    throw engine::Problem(path.string(), "cannot be read",
                          errno == 0 ? "it is no file" : std::strerror(errno),
                          "check the path and its permissions");
  }
  const XXH128_hash_t hash = XXH3_128bits_digest(state.get());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

}  // namespace servesweep::io
