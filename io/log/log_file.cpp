#include "io/log/log_file.h"

#include <fcntl.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>

#include <cerrno>
#include <mutex>

#include "io/folder/file_descriptor.h"

namespace servesweep::io {
namespace {

/// Host names as text of a pattern, in which % is special.
std::string without_percent(std::string name) {
  std::erase(name, '%');
  return name;
}

/// spdlog's own files make their folders again whenever those are gone, which would put an empty
/// result folder in place of one that was moved away.
class RenamedFileSink : public spdlog::sinks::base_sink<std::mutex> {
 public:
  RenamedFileSink(std::filesystem::path file, std::size_t max_bytes)
      : file_(std::move(file)), max_bytes_(max_bytes) {
    open();
  }

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    if (bytes_ > 0 && bytes_ + line.size() > max_bytes_) begin_anew();
    out_.write_all(std::as_bytes(std::span(line.data(), line.size())));
    bytes_ += line.size();
  }
  void flush_() override {}  // nothing waits in memory

 private:
  void open() {
    out_ = FileDescriptor(file_, O_WRONLY | O_CREAT | O_APPEND);
    bytes_ = std::filesystem::file_size(file_);
  }

  void begin_anew() {
    std::filesystem::path before = file_;
    before.replace_extension(".1" + file_.extension().string());
    std::filesystem::rename(file_, before);
    open();
  }

  std::filesystem::path file_;
  std::size_t max_bytes_;
  FileDescriptor out_;
  std::uintmax_t bytes_ = 0;
};

}  // namespace

spdlog::sink_ptr log_file_sink(const std::filesystem::path& file, const std::string& host,
                               spdlog::level::level_enum level, std::size_t max_bytes) {
  std::error_code error;
  for (const std::filesystem::path& part : {file.parent_path(), file}) {
    if (std::filesystem::is_symlink(part, error))
      throw_system_problem(part, "write into it", ELOOP);
  }
  std::filesystem::create_directory(file.parent_path(), error);  // if it is not gone itself
  if (error) throw_system_problem(file.parent_path(), "create the folder", error.value());
  auto sink = std::make_shared<RenamedFileSink>(file, max_bytes);
  sink->set_formatter(std::make_unique<spdlog::pattern_formatter>(
      "%Y-%m-%dT%H:%M:%S.%eZ %-7l " + without_percent(host) + " %v",
      spdlog::pattern_time_type::utc));
  sink->set_level(level);
  return sink;
}

}  // namespace servesweep::io
