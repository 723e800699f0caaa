#include "io/folder/atomic_file.h"

#include <fcntl.h>

#include <cerrno>
#include <fstream>
#include <iterator>

#include "engine/base/problem.h"
#include "io/folder/damaged_file.h"
#include "io/folder/file_descriptor.h"

namespace servesweep::io {

namespace fs = std::filesystem;

void write_file_atomically(const fs::path& path, std::span<const std::byte> bytes,
                           Existing existing) {
  std::error_code ignored;
  if (existing == Existing::refuse && fs::exists(path, ignored)) {
    throw engine::Problem(path.string(), "exists already", "results are never overwritten",
                          "use another name");
  }
  fs::path partial = path;
  partial += kPartialEnding;
  try {
    FileDescriptor file(partial, O_WRONLY | O_CREAT | O_TRUNC);
    file.write_all(bytes);
    file.sync();
    std::error_code error;
    fs::rename(partial, path, error);
    if (error) throw_system_problem(path, "put it in place", error.value());
  } catch (const engine::Problem&) {
    fs::remove(partial, ignored);
    throw;
  }
  sync_folder(path.parent_path());
}

std::string read_file(const fs::path& path) {
  std::error_code ignored;
  if (fs::exists(path, ignored) && !fs::is_regular_file(path, ignored)) {
    throw DamagedFile(path.string(), "is not a file",
                      "to read a pipe or a device may take for ever");
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) throw_system_problem(path, "open it", errno);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (in.bad()) throw_system_problem(path, "read it", errno);
  return text;
}

}  // namespace servesweep::io
