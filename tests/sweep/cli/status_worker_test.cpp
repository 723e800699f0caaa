#include "sweep/cli/status_worker.h"

#include <doctest/doctest.h>

#include "io/folder/member_file.h"
#include "io/folder/result_folder.h"
#include "sweep/run/live_format.h"
#include "tests/io/hdf5/sample_results.h"
#include "tests/sweep/run/sample_standing.h"

namespace status_worker_test {

using namespace servesweep;
using namespace servesweep::sweep;

TEST_CASE("status worker: a job that renews live.json, members that live, or nobody") {
  const io::test::TemporaryFolder temporary;
  const auto folder = io::ResultFolder::share(temporary.path() / "out", "sample", "abc");
  const auto words = [&](StatusWorker worker) {
    CHECK(worker.at_work == !worker.words.empty());
    return worker.words;
  };
  const LiveStanding live = sample_standing();
  CHECK(words(StatusWorker::in(folder.path(), live.updated)).empty());
  io::test::write_text_file(live_file_of(folder.path()), live_text(live));
  CHECK(words(StatusWorker::in(folder.path(), live.updated)) == "process 77 on n2 at work on it");
  const auto later = live.updated + std::chrono::minutes(1);
  CHECK(words(StatusWorker::in(folder.path(), later)).empty());
  io::MemberFacts facts = io::MemberFacts::of_this_process("test", 100);
  facts.host = "n9";
  facts.pid = 5;
  facts.machine.clear();
  const io::MemberFile member(folder.members_folder(), facts);
  CHECK(words(StatusWorker::in(folder.path(), std::chrono::system_clock::now())) ==
        "member 1 (process 5 on n9) at work on it");
  CHECK(words(StatusWorker::in("/nonexistent", later)).empty());
}

}  // namespace status_worker_test
