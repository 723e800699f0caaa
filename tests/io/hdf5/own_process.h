#pragma once

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <functional>
#include <stdexcept>

extern "C" __attribute__((weak)) void __asan_init();

namespace servesweep::io::test {

/// Whether the product that is tested is watched by the address sanitizer; its tests are not.
[[nodiscard]] inline bool is_watched() {
  return &__asan_init != nullptr;
}

/// How far a child process came: a crash inside a library must not end the test that looks for it.
struct ChildEnd {
  int signal = 0;               ///< that ended it; 0: none did
  int code = 0;                 ///< its exit status
  std::uint64_t last_step = 0;  ///< the step it was at
};

/// Runs `step(first)`, … `step(last − 1)` in a child with at most 60 s of processor time and, where
/// no sanitizer needs more, 1 GiB of memory beyond what there is. A step that returns false ends it
/// with status 1, one that throws with 2.
inline ChildEnd in_own_process(std::uint64_t first, std::uint64_t last,
                               const std::function<bool(std::uint64_t)>& step) {
  auto* const at = static_cast<std::uint64_t*>(::mmap(
      nullptr, sizeof(std::uint64_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no further process");
  if (child == 0) {
    for (const int number : {SIGSEGV, SIGABRT, SIGFPE, SIGILL, SIGBUS})
      std::signal(number, SIG_DFL);
    const rlimit seconds{60, 60};
    ::setrlimit(RLIMIT_CPU, &seconds);
    // What the address sanitizer reserves is more than any machine has.
    const rlimit bytes{rlim_t{3} << 30, rlim_t{3} << 30};
    if (!is_watched()) ::setrlimit(RLIMIT_AS, &bytes);
    try {
      for (*at = first; *at < last; ++*at) {
        if (!step(*at)) ::_exit(1);
      }
    } catch (...) {
      ::_exit(2);  // the test must not go on twice
    }
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  const ChildEnd end{.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0,
                     .code = WIFEXITED(status) ? WEXITSTATUS(status) : 0,
                     .last_step = *at};
  ::munmap(at, sizeof(std::uint64_t));
  return end;
}

}  // namespace servesweep::io::test
