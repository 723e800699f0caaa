#include "io/folder/renewed_file.h"

#include <fcntl.h>

#include <span>

#include "engine/base/problem.h"
#include "io/folder/atomic_file.h"
#include "io/folder/file_descriptor.h"

namespace servesweep::io {

void renew_file(const std::filesystem::path& path, std::string_view text) {
  std::filesystem::path partial = path;
  partial += kPartialEnding;
  std::error_code error;
  try {
    FileDescriptor(partial, O_WRONLY | O_CREAT | O_TRUNC)
        .write_all(std::as_bytes(std::span(text.data(), text.size())));
    std::filesystem::rename(partial, path, error);
    if (error) throw_system_problem(path, "put it in place", error.value());
  } catch (const engine::Problem&) {
    std::filesystem::remove(partial, error);
    throw;
  }
}

}  // namespace servesweep::io
