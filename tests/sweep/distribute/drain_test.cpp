#include "sweep/distribute/drain.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace drain_test {

using namespace servesweep::sweep;

namespace {

// What became of a child process that runs `body`: its wait status.
template <class Body>
int status_of_child(const Body& body) {
  const pid_t child = fork();
  if (child == 0) {
    body();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

}  // namespace

TEST_CASE("drain: each signal sets the flag and ends nothing") {
  for (const int signal_number : {SIGINT, SIGTERM, SIGUSR1, SIGHUP}) {
    const DrainSignals signals;
    CHECK_FALSE(signals.flag());
    raise(signal_number);
    CHECK(signals.flag());
  }
}

TEST_CASE("drain: a request without a signal sets the flag too") {
  DrainSignals signals;
  signals.request();
  CHECK(signals.flag());
}

TEST_CASE("drain: the second interrupt ends the process, other signals may repeat") {
  const int interrupted = status_of_child([] {
    const DrainSignals signals;
    raise(SIGTERM);
    raise(SIGTERM);
    raise(SIGINT);
    raise(SIGINT);
  });
  CHECK(WIFSIGNALED(interrupted));
  CHECK(WTERMSIG(interrupted) == SIGINT);

  const int once = status_of_child([] {
    const DrainSignals signals;
    raise(SIGUSR1);
    raise(SIGUSR1);
    raise(SIGTERM);
    raise(SIGINT);
  });
  CHECK(WIFEXITED(once));
}

TEST_CASE("drain: a hangup that is ignored, as under nohup, stays ignored") {
  const int status = status_of_child([] {
    signal(SIGHUP, SIG_IGN);
    DrainSignals signals;
    signals.renew();
    raise(SIGHUP);
    if (signals.flag()) _exit(3);
  });
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("drain: what comes before anybody can be asked is asked of who comes, once") {
  const int status = status_of_child([] {
    DrainSignals::listen_early();
    raise(SIGTERM);
    {
      const DrainSignals signals;
      if (!signals.flag()) _exit(3);
    }
    DrainSignals::listen_early();
    const DrainSignals signals;
    raise(SIGTERM);
    if (!signals.flag()) _exit(4);
  });
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("drain: handlers that others set meanwhile are overruled") {
  const int status = status_of_child([] {
    DrainSignals signals;
    signal(SIGTERM, SIG_DFL);
    signals.renew();
    raise(SIGTERM);
    if (!signals.flag()) _exit(3);
  });
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("drain: the former handlers come back") {
  const int status = status_of_child([] {
    signal(SIGTERM, SIG_DFL);  // doctest has its own
    { const DrainSignals signals; }
    raise(SIGTERM);
  });
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGTERM);
}

}  // namespace drain_test
