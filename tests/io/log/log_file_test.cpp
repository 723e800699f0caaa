#include "io/log/log_file.h"

#include <doctest/doctest.h>
#include <spdlog/logger.h>

#include <regex>

#include "engine/base/problem.h"
#include "io/folder/atomic_file.h"
#include "tests/io/hdf5/sample_results.h"

namespace log_file_test {

using namespace servesweep;
using namespace servesweep::io;

namespace {

void log(const spdlog::sink_ptr& sink, spdlog::level::level_enum level, const std::string& text) {
  spdlog::logger logger("test", sink);
  logger.set_level(spdlog::level::trace);
  logger.log(level, "{}", text);
  logger.flush();
}

}  // namespace

TEST_CASE("log file: time in UTC, level, host, text; below its level nothing") {
  const test::TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "logs" / "rank-0003.log";
  const spdlog::sink_ptr sink = log_file_sink(file, "n2%v", spdlog::level::info);
  log(sink, spdlog::level::debug, "unheard");
  log(sink, spdlog::level::info, "hello {} %v");
  const std::regex line(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info    n2v hello \{\} %v\n)");
  CHECK(std::regex_match(read_file(file), line));
}

TEST_CASE("log file: another attempt appends") {
  const test::TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "rank-0000.log";
  for (const char* text : {"first attempt", "second attempt"}) {
    log(log_file_sink(file, "n1", spdlog::level::info), spdlog::level::warn, text);
  }
  const std::string text = read_file(file);
  CHECK(text.find("first attempt") < text.find("second attempt"));
}

TEST_CASE("log file: never more than twice its size on disk") {
  const test::TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "rank-0000.log";
  constexpr std::size_t kMost = 1000;
  const spdlog::sink_ptr sink = log_file_sink(file, "n1", spdlog::level::info, kMost);
  for (int i = 0; i < 100; ++i) log(sink, spdlog::level::info, "line " + std::to_string(i));
  CHECK(std::filesystem::file_size(file) <= kMost);
  CHECK(std::filesystem::file_size(folder.path() / "rank-0000.1.log") <= kMost);
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 2);
  CHECK(read_file(file).find("line 99") != std::string::npos);
}

TEST_CASE("log file: where none can be, the reason is told") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "rank-0000.log");
  CHECK_THROWS_AS((void)log_file_sink(folder.path() / "rank-0000.log", "n1", spdlog::level::info),
                  engine::Problem);
}

TEST_CASE("log file: one whose folder is moved away is not made again") {
  const test::TemporaryFolder folder;
  const std::filesystem::path logs = folder.path() / "logs";
  constexpr std::size_t kMost = 100;
  const spdlog::sink_ptr sink =
      log_file_sink(logs / "rank-0000.log", "n1", spdlog::level::info, kMost);
  log(sink, spdlog::level::info, "before");
  std::filesystem::rename(logs, folder.path() / "away");
  spdlog::logger logger("test", sink);
  logger.set_error_handler([](const std::string&) {});
  for (int i = 0; i < 10; ++i) logger.info("a line that needs a new file {}", i);
  CHECK_FALSE(std::filesystem::exists(logs));
}

}  // namespace log_file_test
