#include "tests/benchmark/in_child.h"

#include <fmt/format.h>
#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <exception>
#include <stdexcept>

namespace servesweep::benchmark {
namespace {

/// The child's life: sends its figures through the pipe and ends without the parent's destructors.
[[noreturn]] void be_child(int pipe, const std::function<std::vector<double>()>& measure) {
  int status = 1;
  try {
    const std::vector<double> figures = measure();
    const auto bytes = static_cast<ssize_t>(figures.size() * sizeof(double));
    if (write(pipe, figures.data(), static_cast<std::size_t>(bytes)) == bytes) status = 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
  }
  _exit(status);
}

std::vector<double> receive(int pipe) {
  std::vector<double> figures;
  double figure = 0;
  while (read(pipe, &figure, sizeof figure) == sizeof figure) figures.push_back(figure);
  return figures;
}

}  // namespace

ChildResult in_child(const std::function<std::vector<double>()>& measure) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::runtime_error("cannot make a pipe");
  std::fflush(nullptr);
  malloc_trim(0);  // what was given back is no part of the child
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("cannot fork");
  if (child == 0) be_child(ends[1], measure);
  close(ends[1]);
  ChildResult result{.figures = receive(ends[0]), .peak_mb = 0};
  close(ends[0]);
  int status = 0;
  rusage usage{};
  if (wait4(child, &status, 0, &usage) != child || status != 0) {
    throw std::runtime_error("a measuring process failed (perhaps out of memory)");
  }
  result.peak_mb = static_cast<double>(usage.ru_maxrss) / 1024;  // Linux counts in KiB
  return result;
}

}  // namespace servesweep::benchmark
