#include "io/folder/content_hash.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <xxhash.h>

#include <cerrno>
#include <memory>
#include <vector>

#include "io/folder/damaged_file.h"
#include "io/folder/file_descriptor.h"

namespace servesweep::io {
namespace {

std::string as_text(XXH64_hash_t hash) {
  return fmt::format("{:016x}", hash);
}

}  // namespace

std::string content_hash(std::span<const std::byte> bytes) {
  return as_text(XXH3_64bits(bytes.data(), bytes.size()));
}

std::string content_hash(const std::filesystem::path& path) {
  constexpr std::size_t kBlockBytes = 1 << 16;
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored)) {
    throw DamagedFile(path.string(), "is not a file",
                      "to read a pipe or a device may take for ever");
  }
  const FileDescriptor file(path, O_RDONLY);
  const std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> state(XXH3_createState(),
                                                                              &XXH3_freeState);
  XXH3_64bits_reset(state.get());
  std::vector<std::byte> block(kBlockBytes);
  for (;;) {
    const ssize_t got = ::read(file.get(), block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw_system_problem(path, "read it", errno);
    if (got == 0) return as_text(XXH3_64bits_digest(state.get()));
    XXH3_64bits_update(state.get(), block.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace servesweep::io
