#include "sweep/run/bounded_command.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <thread>

extern char** environ;

namespace servesweep::sweep {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kMostAnswerBytes = 4096;

/// The child's pid, with its standard output at `output`; 0 if it did not start.
pid_t start_command(std::vector<std::string>& command, int output) {
  std::vector<char*> arguments;
  for (std::string& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int error =
      posix_spawnp(&child, arguments.front(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return error == 0 ? child : 0;
}

/// All that comes until the other end is closed; empty if the time is over first.
std::optional<std::string> read_until(int input, Clock::time_point end) {
  std::string text;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
    pollfd ready{.fd = input, .events = POLLIN, .revents = 0};
    if (left.count() <= 0) return std::nullopt;
    if (::poll(&ready, 1, static_cast<int>(left.count())) <= 0) continue;
    std::array<char, 256> buffer{};
    const ssize_t count = ::read(input, buffer.data(), buffer.size());
    if (count == 0) return text;
    if (count < 0 || text.size() > kMostAnswerBytes) return std::nullopt;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

bool succeeds(pid_t child, Clock::time_point end) {
  int status = 0;
  while (::waitpid(child, &status, WNOHANG) == 0) {
    if (Clock::now() >= end) {
      ::kill(child, SIGKILL);
      ::waitpid(child, &status, WNOHANG);
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

std::optional<std::string> output_of(std::vector<std::string> command,
                                     std::chrono::milliseconds limit) {
  const auto end = Clock::now() + limit;
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  const pid_t child = start_command(command, ends[1]);
  ::close(ends[1]);
  std::optional<std::string> text;
  if (child > 0) {
    text = read_until(ends[0], end);
    if (!succeeds(child, text ? end : Clock::now())) text.reset();
  }
  ::close(ends[0]);
  return text;
}

}  // namespace servesweep::sweep
