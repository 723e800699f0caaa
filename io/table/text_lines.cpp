#include "io/table/text_lines.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "engine/base/problem.h"

namespace servesweep::io {
namespace {

using engine::Problem;

constexpr std::size_t kBufferBytes = std::size_t{256} * 1024;
constexpr std::size_t kLongestLineBytes = std::size_t{1024} * 1024;

gzFile handle(void* file) {
  return static_cast<gzFile>(file);
}

}  // namespace

void TextLines::CloseFile::operator()(void* file) const {
  gzclose_r(handle(file));
}

TextLines::TextLines(const std::filesystem::path& path)
    : name_(path.string()), buffer_(kBufferBytes) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    throw Problem(name_, "cannot be read", "it is a folder", "name a file");
  }
  errno = 0;
  file_.reset(gzopen(name_.c_str(), "rb"));
  if (!file_) {
    throw Problem(name_, "cannot be opened", std::strerror(errno),
                  "check the path and its permissions");
  }
}

bool TextLines::next(std::string& line) {
  line.clear();
  if (position_ == end_ && !fill()) return false;
  ++line_number_;
  for (;;) {
    const char* first = buffer_.data() + position_;
    const char* last = buffer_.data() + end_;
    const char* newline = std::find(first, last, '\n');
    line.append(first, newline);
    position_ = static_cast<std::size_t>(newline - buffer_.data());
    if (line.size() > kLongestLineBytes) {
      throw Problem(where(), "line too long", "more than 1 MiB without a line end",
                    "check that this is a text file");
    }
    if (newline != last) {
      ++position_;
      break;
    }
    if (!fill()) break;
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  if (line_number_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
  return true;
}

std::string TextLines::where() const {
  return line_number_ == 0 ? name_ : fmt::format("{}:{}", name_, line_number_);
}

bool TextLines::fill() {
  const int bytes =
      gzread(handle(file_.get()), buffer_.data(), static_cast<unsigned>(buffer_.size()));
  int code = Z_OK;
  const char* text = gzerror(handle(file_.get()), &code);
  // A cut-off stream still delivers its readable part, with Z_BUF_ERROR: refuse it all the same.
  if (bytes < 0 || (code != Z_OK && code != Z_STREAM_END)) {
    const std::string reason = code == Z_ERRNO       ? std::strerror(errno)
                               : code == Z_BUF_ERROR ? "the compressed data ends too early"
                                                     : text;
    throw Problem(name_, fmt::format("cannot be read after line {}", line_number_), reason,
                  "copy or produce the file again");
  }
  position_ = 0;
  end_ = static_cast<std::size_t>(bytes);
  return bytes > 0;
}

}  // namespace servesweep::io
