#include "sweep/cli/output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "engine/base/problem.h"
#include "sweep/cli/writable_place.h"

namespace servesweep::sweep {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 16;

/// Files that users make or results consist of; a table never replaces one.
bool is_precious(const std::filesystem::path& file) {
  const std::string ending = file.extension().string();
  return ending == ".yaml" || ending == ".yml" || ending == ".h5" || ending == ".log" ||
         file.filename() == "servesweep.json";
}

/// The same if a table may be written there.
std::filesystem::path checked(const std::filesystem::path& file) {
  std::filesystem::path target = writable_place(file);
  if (std::filesystem::exists(target) && is_precious(target)) {
    throw engine::Problem(file.string(), "would be replaced", "it is a study or part of results",
                          "choose another file");
  }
  return target;
}

}  // namespace

Output::Output(const std::filesystem::path& file) {
  if (!file.empty()) file_ = std::make_unique<io::AtomicFile>(checked(file));
}

void Output::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= kBlockBytes) flush();
}

void Output::finish() {
  flush();
  if (file_) file_->commit();
}

void Output::flush() {
  if (file_) {
    file_->write(buffer_);
    buffer_.clear();
    return;
  }
  for (std::string_view rest = buffer_; !rest.empty();) {
    const ssize_t written = ::write(STDOUT_FILENO, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      throw ReaderGone();
    } else if (errno != EINTR) {
      throw std::runtime_error(fmt::format(
          "standard output: cannot be written ({}); send it where there is room and permission",
          std::strerror(errno)));
    }
  }
  buffer_.clear();
}

}  // namespace servesweep::sweep
