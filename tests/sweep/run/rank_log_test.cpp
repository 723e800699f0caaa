#include "sweep/run/rank_log.h"

#include <doctest/doctest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <sstream>

#include "io/folder/atomic_file.h"
#include "tests/io/hdf5/sample_results.h"

namespace rank_log_test {

using namespace servesweep;
using namespace servesweep::sweep;

namespace {

/// What the program's log says meanwhile.
class HeardLog {
 public:
  HeardLog() : before_(spdlog::default_logger()) {
    auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(text_);
    spdlog::set_default_logger(std::make_shared<spdlog::logger>("heard", sink));
    spdlog::set_level(spdlog::level::trace);
    sink->set_level(spdlog::level::warn);
  }
  ~HeardLog() { spdlog::set_default_logger(before_); }
  HeardLog(const HeardLog&) = delete;
  HeardLog& operator=(const HeardLog&) = delete;

  [[nodiscard]] std::string text() const { return text_.str(); }

 private:
  std::ostringstream text_;
  std::shared_ptr<spdlog::logger> before_;
};

std::string log_of(const io::test::TemporaryFolder& folder, int rank) {
  return io::read_file(RankLog::file_of(folder.path(), rank));
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("rank log: a file for each rank, without details unless they are wanted") {
  const io::test::TemporaryFolder folder;
  for (const int rank : {0, 12}) {
    RankLog log(folder.path(), rank, {.detailed_logs = rank == 12});
    log.line(spdlog::level::info, "begin");
    log.line(spdlog::level::debug, "chunk");
  }
  CHECK(RankLog::file_of(folder.path(), 12) == folder.path() / "logs" / "rank-0012.log");
  CHECK(contains(log_of(folder, 0), "begin"));
  CHECK_FALSE(contains(log_of(folder, 0), "chunk"));
  CHECK(contains(log_of(folder, 12), "chunk"));
  RankLog(folder.path(), 1, {.first_log = 70}).line(spdlog::level::info, "of a member");
  CHECK(contains(log_of(folder, 71), "of a member"));
}

TEST_CASE("rank log: text that somebody made up stays on its line") {
  const io::test::TemporaryFolder folder;
  {
    RankLog log(folder.path(), 0, {});
    log.line(spdlog::level::info, "a\n2026-01-01 error b\x1b[2J\tc {}");
  }
  const std::string text = log_of(folder, 0);
  CHECK(std::ranges::count(text, '\n') == 1);
  CHECK(contains(text, "a 2026-01-01 error b [2J c {}"));
}

TEST_CASE(
    "rank log: joined, it takes in the program's warnings, and rank 0 speaks to the program") {
  const io::test::TemporaryFolder folder;
  const HeardLog program;
  {
    RankLog log(folder.path(), 0, {.joins_program_log = true, .speaks_details = true});
    spdlog::warn("the journal is torn");
    log.line(spdlog::level::warn, "slow");
    log.line(spdlog::level::info, "begin");
    log.quiet_line(spdlog::level::warn, "run 7 failed");
  }
  spdlog::warn("afterwards");
  {
    RankLog other(folder.path(), 1, {.joins_program_log = true});
    other.line(spdlog::level::warn, "of rank 1");
    spdlog::warn("on rank 1");
  }
  for (const char* part : {"the journal is torn", "slow", "begin", "run 7 failed"}) {
    CAPTURE(part);
    const std::string text = log_of(folder, 0);
    CHECK(contains(text, part));
    CHECK(text.find(part) == text.rfind(part));
  }
  CHECK_FALSE(contains(log_of(folder, 0), "afterwards"));
  CHECK(contains(program.text(), "the journal is torn"));
  CHECK(contains(program.text(), "slow"));
  CHECK_FALSE(contains(program.text(), "begin"));
  CHECK_FALSE(contains(program.text(), "run 7 failed"));
  CHECK(contains(log_of(folder, 1), "of rank 1"));
  CHECK(contains(log_of(folder, 1), "on rank 1"));
  CHECK_FALSE(contains(program.text(), "of rank 1"));
}

TEST_CASE("rank log: where none can be, the program is warned and goes on") {
  const io::test::TemporaryFolder folder;
  io::test::write_text_file(folder.path() / "logs", "a file, no folder");
  const HeardLog program;
  RankLog log(folder.path(), 0, {.joins_program_log = true});
  log.line(spdlog::level::warn, "still heard");
  CHECK(contains(program.text(), "goes on without this log"));
  CHECK(contains(program.text(), "still heard"));
}

}  // namespace rank_log_test
