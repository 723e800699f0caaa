#include "sweep/cli/output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace servesweep::sweep {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 16;

}  // namespace

Output::Output(const std::filesystem::path& file) {
  if (!file.empty()) file_ = std::make_unique<io::AtomicFile>(file);
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
