#include "io/process/process_identity.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace process_identity_test {

using namespace servesweep::io;

TEST_CASE("process identity: this process lives, one that has ended does not") {
  const ProcessIdentity mine = ProcessIdentity::mine();
  CHECK(mine.pid == ::getpid());
  CHECK_FALSE(mine.host.empty());
  CHECK(mine.lives() == true);

  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  ::waitpid(child, nullptr, 0);
  ProcessIdentity gone = mine;
  gone.pid = child;
  CHECK(gone.lives() == false);
}

TEST_CASE("process identity: a pid that another process has now is not taken for the first") {
  ProcessIdentity before = ProcessIdentity::mine();
  --before.start_ticks;
  CHECK(before.lives() == false);
}

TEST_CASE("process identity: of another machine nothing is claimed") {
  ProcessIdentity elsewhere = ProcessIdentity::mine();
  elsewhere.machine = "another boot pid:[1]";
  CHECK_FALSE(elsewhere.lives().has_value());
  elsewhere.machine.clear();
  CHECK_FALSE(elsewhere.lives().has_value());
}

}  // namespace process_identity_test
