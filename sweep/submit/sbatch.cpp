#include "sweep/submit/sbatch.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <stdexcept>

#include "sweep/submit/shell_word.h"

extern char** environ;

namespace servesweep::sweep {
namespace {

/// Two ends of a pipe, closed with it.
class Pipe {
 public:
  Pipe() {
    if (::pipe2(ends_.data(), O_CLOEXEC) != 0) {
      throw std::runtime_error(fmt::format("sbatch: no pipe to it ({})", std::strerror(errno)));
    }
  }
  ~Pipe() {
    close(0);
    close(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  [[nodiscard]] int reader() const { return ends_[0]; }
  [[nodiscard]] int writer() const { return ends_[1]; }
  void close(std::size_t end) {
    if (ends_[end] >= 0) ::close(ends_[end]);
    ends_[end] = -1;
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

/// What a child says on standard error: a file without a name, as a pipe might fill.
class Complaints {
 public:
  Complaints() : file_(std::tmpfile()) {
    if (file_ != nullptr) return;
    throw std::runtime_error(
        fmt::format("sbatch: no temporary file for its words ({})", std::strerror(errno)));
  }
  ~Complaints() { std::fclose(file_); }
  Complaints(const Complaints&) = delete;
  Complaints& operator=(const Complaints&) = delete;

  [[nodiscard]] int file() const { return ::fileno(file_); }
  [[nodiscard]] std::string text() const {
    std::rewind(file_);
    std::string text;
    for (int c = std::fgetc(file_); c != EOF; c = std::fgetc(file_)) {
      text += static_cast<char>(c);
    }
    return text;
  }

 private:
  std::FILE* file_;
};

std::string last_line(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text.substr(text.find_last_of('\n') + 1);
}

/// Slurm's words where it is installed and nothing is configured, or the controller is away.
bool finds_no_slurm(const std::string& words) {
  return words.find("DNS SRV") != std::string::npos ||
         words.find("establish a configuration source") != std::string::npos ||
         words.find("Unable to contact slurm controller") != std::string::npos;
}

pid_t start_sbatch(std::vector<std::string> command, const Pipe& input, const Pipe& output,
                   int complaints) {
  std::vector<char*> arguments;
  for (std::string& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input.reader(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output.writer(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, complaints, STDERR_FILENO);
  // The program ignores SIGPIPE, which a child would inherit.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t child = 0;
  const int error =
      posix_spawnp(&child, arguments.front(), &actions, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error == 0) return child;
  throw std::runtime_error(fmt::format(
      "sbatch: cannot be started ({}); submit from a node of the cluster that has Slurm's "
      "commands, or write the script with --dry-run",
      std::strerror(error)));
}

/// All of it, unless the reader leaves early: then its status tells why.
void write_whole(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(file, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
}

std::string read_all(int file) {
  std::string text;
  std::array<char, 256> buffer{};
  for (;;) {
    const ssize_t count = ::read(file, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

int status_of(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// "1234" or "1234;cluster".
std::string job_id(const std::string& answer) {
  std::string id = answer.substr(0, answer.find_first_of(";\n"));
  if (!id.empty() && id.find_first_not_of("0123456789") == std::string::npos) return id;
  throw std::runtime_error(
      fmt::format("sbatch: its answer is no job id ({}); see whether the job is there: squeue --me",
                  shell_word(answer)));
}

}  // namespace

std::string submit_to_slurm(const std::string& script, const std::vector<std::string>& options) {
  std::vector<std::string> command{"sbatch", "--parsable"};
  command.insert(command.end(), options.begin(), options.end());
  Pipe input, output;
  const Complaints complaints;
  const pid_t child = start_sbatch(std::move(command), input, output, complaints.file());
  input.close(0);
  output.close(1);
  write_whole(input.writer(), script);
  input.close(1);
  const std::string answer = read_all(output.reader());
  const int status = status_of(child);
  const std::string words = complaints.text();
  if (status != 0 && finds_no_slurm(words)) {
    throw std::runtime_error(
        fmt::format("sbatch: reaches no Slurm from here (no slurm.conf, or no controller answers); "
                    "submit from a node of the cluster, or write the script with --dry-run; it "
                    "said: {}",
                    last_line(words)));
  }
  std::fwrite(words.data(), 1, words.size(), stderr);  // if nobody can be told, the job is there
  if (status == 0) return job_id(answer);
  throw std::runtime_error(
      fmt::format("sbatch: refused the job with status {} (its words stand above); nothing was "
                  "submitted by this",
                  status));
}

}  // namespace servesweep::sweep
