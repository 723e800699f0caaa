#include "sweep/cli/colours.h"

#include <doctest/doctest.h>
#include <pty.h>

#include <array>

#include "io/table/utf8.h"
#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::colours_test {
namespace {

struct Screen {
  unsigned short columns = 80;
  std::vector<std::pair<std::string, std::string>> environment = {{"TERM", "xterm"}};
};

/// What a program writes to a terminal, standard output and error as they come.
std::string on_terminal(const fs::path& folder, std::vector<std::string> words,
                        const Screen& screen = {}) {
  words.insert(words.begin(), SERVESWEEP_PROGRAM);
  winsize size{.ws_row = 25, .ws_col = screen.columns, .ws_xpixel = 0, .ws_ypixel = 0};
  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, &size);
  REQUIRE(child >= 0);
  if (child == 0) {
    ::unsetenv("NO_COLOR");
    for (const auto& [name, value] : screen.environment) ::setenv(name.c_str(), value.c_str(), 1);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    if (::chdir(folder.c_str()) == 0) ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
  std::string text;
  std::array<char, 4096> block{};
  // A terminal whose last user leaves is an error, not an end.
  for (ssize_t count = 0; (count = ::read(terminal, block.data(), block.size())) > 0;) {
    text.append(block.data(), static_cast<std::size_t>(count));
  }
  ::close(terminal);
  int status = 0;
  ::waitpid(child, &status, 0);
  return text;
}

bool has_escape(const std::string& text) {
  return text.find('\x1b') != std::string::npos;
}

/// `tuned` is far worse at its only point.
void run_example(const TemporaryFolder& folder) {
  std::string text = example_with("seeds: [42, 43]", "seeds: {first: 1, count: 8}");
  text.replace(text.find("values: [2048, 512]"), 19, "values: [64]");
  text.replace(text.find("values: [fcfs, sjf]"), 19, "values: [fcfs]");
  text.replace(text.find("requests_per_s: 100"), 19, "requests_per_s: 900");
  folder.write("study.yaml", text);
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
}

}  // namespace

TEST_CASE("colours: verdicts and headings on a terminal, nowhere else") {
  const TemporaryFolder folder;
  run_example(folder);
  const std::string shown = on_terminal(folder.path(), {"rank", "out"});
  CHECK(shown.find("\x1b[1mStudy example") != std::string::npos);
  CHECK(shown.find("\x1b[31mworse\x1b[0m") != std::string::npos);

  const Finished piped = servesweep(folder.path(), {"rank", "out"});
  CHECK_FALSE(has_escape(piped.out));
  CHECK(piped.out.find("worse") != std::string::npos);
  CHECK(has_escape(servesweep(folder.path(), {"rank", "out", "--color", "always"}).out));
  for (const char* format : {"json", "csv", "markdown"}) {
    CHECK_FALSE(has_escape(
        servesweep(folder.path(), {"rank", "out", "--color", "always", "--format", format}).out));
  }
}

TEST_CASE("colours: none with NO_COLOR, on a dumb terminal or where they are not wanted") {
  const TemporaryFolder folder;
  run_example(folder);
  const std::vector<std::string> rank = {"rank", "out"};
  CHECK_FALSE(has_escape(
      on_terminal(folder.path(), rank, {.environment = {{"TERM", "xterm"}, {"NO_COLOR", "1"}}})));
  CHECK(has_escape(
      on_terminal(folder.path(), rank, {.environment = {{"TERM", "xterm"}, {"NO_COLOR", ""}}})));
  CHECK_FALSE(has_escape(on_terminal(folder.path(), rank, {.environment = {{"TERM", "dumb"}}})));
  CHECK_FALSE(has_escape(on_terminal(folder.path(), {"rank", "out", "--color", "never"})));
  const Finished wrong = servesweep(folder.path(), {"rank", "out", "--color", "red"});
  CHECK(wrong.code == 2);
  CHECK(wrong.err.find("--color: unknown word 'red'") != std::string::npos);
}

TEST_CASE("colours: complaints have them by the same rules") {
  const TemporaryFolder folder;
  const std::vector<std::string> bad = {"rank", "none"};
  CHECK(on_terminal(folder.path(), bad).find("servesweep: \x1b[31merror\x1b[0m: none") !=
        std::string::npos);
  CHECK_FALSE(has_escape(servesweep(folder.path(), bad).err));
  CHECK_FALSE(has_escape(on_terminal(folder.path(), {"rank", "none", "--color=never"})));
}

TEST_CASE("colours: progress never fills a line, however wide the terminal") {
  const TemporaryFolder folder;
  std::string text = example_with("seeds: [42, 43]", "seeds: {first: 1, count: 300}");
  folder.write("study.yaml", text.replace(text.find("requests: 20"), 12, "requests: 400"));
  constexpr std::array<unsigned short, 3> kWidths{40, 80, 200};
  for (const unsigned short columns : kWidths) {
    CAPTURE(columns);
    const std::string shown =
        on_terminal(folder.path(), {"run", "study.yaml", "-o", "out" + std::to_string(columns)},
                    {.columns = columns});
    CHECK(shown.find("results in out") != std::string::npos);
    std::istringstream lines(shown);
    for (std::string line; std::getline(lines, line, '\r');) {
      if (!line.starts_with('[')) continue;
      const std::string bar = line.substr(0, line.find("\x1b[K"));
      CAPTURE(bar);
      CHECK(io::display_width(bar) < columns);
      CHECK(bar.find(" %") != std::string::npos);
    }
  }
}

}  // namespace servesweep::sweep::test::colours_test
