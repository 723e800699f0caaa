#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::test {

namespace fs = std::filesystem;

/// Text for people as one line: it may be broken anywhere between words.
inline std::string unbroken(const std::string& text) {
  std::string line;
  for (const char c : text) {
    const char shown = c == '\n' ? ' ' : c;
    if (shown != ' ' || !line.ends_with(' ')) line += shown;
  }
  return line;
}

inline std::string text_of_file(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

/// A folder of its own for one test, gone afterwards.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "servesweep-cli-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~TemporaryFolder() { fs::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const fs::path& path() const { return path_; }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  /// Names of everything in it, sorted, so that "nothing was created" can be said.
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(path_)) {
      names.push_back(fs::relative(entry.path(), path_).string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

 private:
  fs::path path_;
};

/// What a program left behind.
struct Finished {
  int code = -1;  ///< exit status; −signal if a signal ended it
  std::string out, err;
};

/// The program under test, started with the working folder `folder`.
class Process {
 public:
  Process(const fs::path& folder, std::vector<std::string> command) {
    static int count = 0;
    streams_ = fs::temp_directory_path() /
               ("servesweep-cli-" + std::to_string(::getpid()) + '-' + std::to_string(++count));
    pid_ = ::fork();
    if (pid_ == 0) start(folder, command);
  }

  void signal(int number) const { ::kill(pid_, number); }

  [[nodiscard]] Finished wait() const {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    Finished finished;
    finished.code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    finished.out = text_of_file(streams_.string() + ".out");
    finished.err = text_of_file(streams_.string() + ".err");
    fs::remove(streams_.string() + ".out");
    fs::remove(streams_.string() + ".err");
    return finished;
  }

 private:
  [[noreturn]] void start(const fs::path& folder, std::vector<std::string>& command) const {
    constexpr int kMode = 0600;
    ::dup2(::open((streams_.string() + ".out").c_str(), O_WRONLY | O_CREAT | O_TRUNC, kMode), 1);
    ::dup2(::open((streams_.string() + ".err").c_str(), O_WRONLY | O_CREAT | O_TRUNC, kMode), 2);
    ::setenv("OMPI_ALLOW_RUN_AS_ROOT", "1", 1);
    ::setenv("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1", 1);
    std::vector<char*> arguments;
    for (std::string& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    if (::chdir(folder.c_str()) == 0) ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }

  fs::path streams_;
  pid_t pid_ = -1;
};

/// Runs `servesweep ARGUMENTS...` in a folder.
inline Finished servesweep(const fs::path& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), SERVESWEEP_PROGRAM);
  return Process(folder, std::move(arguments)).wait();
}

/// Waits until something is true; false if it does not happen within half a minute.
inline bool eventually(const std::function<bool()>& condition) {
  for (int tries = 0; tries < 30'000; ++tries) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

}  // namespace servesweep::sweep::test
