#include "io/log/log_file.h"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/rotating_file_sink.h>

#include <cerrno>

#include "engine/base/problem.h"
#include "io/folder/file_descriptor.h"

namespace servesweep::io {
namespace {

/// Host names as text of a pattern, in which % is special.
std::string without_percent(std::string name) {
  std::erase(name, '%');
  return name;
}

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
  spdlog::sink_ptr sink;
  try {
    errno = 0;
    sink = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(file.string(), max_bytes, 1);
  } catch (const spdlog::spdlog_ex&) {
    throw_system_problem(file, "open it", errno);
  }
  sink->set_formatter(std::make_unique<spdlog::pattern_formatter>(
      "%Y-%m-%dT%H:%M:%S.%eZ %-7l " + without_percent(host) + " %v",
      spdlog::pattern_time_type::utc));
  sink->set_level(level);
  return sink;
}

}  // namespace servesweep::io
