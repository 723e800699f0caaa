#include "sweep/cli/study_state.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace study_state_test {

using namespace servesweep::sweep;

TEST_CASE("study state: each has a word of its own, and three are no reason to worry") {
  std::set<std::string> names;
  int good = 0;
  for (int i = 0; i <= static_cast<int>(StudyState::unknown); ++i) {
    names.insert(name_of(static_cast<StudyState>(i)));
    if (is_good_end(static_cast<StudyState>(i))) ++good;
  }
  CHECK(names.size() == 18);
  CHECK(good == 3);
  CHECK(is_good_end(StudyState::drained));
}

TEST_CASE("study state: at work it is the phase, elsewhere what became of it") {
  const auto state = [](Life life, LivePhase phase, std::size_t failed, std::size_t left,
                        bool shared = false) {
    return study_state(
        {.life = life, .phase = phase, .failed = failed, .left = left, .shared = shared});
  };
  CHECK(state(Life::running, LivePhase::searching, 0, 5) == StudyState::searching);
  CHECK(state(Life::running, LivePhase::indexing, 0, 0) == StudyState::indexing);
  CHECK(state(Life::running, LivePhase::done, 0, 0) == StudyState::running);
  CHECK(state(Life::hanging, LivePhase::running, 0, 5) == StudyState::hanging);
  CHECK(state(Life::silent, LivePhase::running, 0, 5) == StudyState::silent);
  CHECK(state(Life::killed, LivePhase::running, 0, 0) == StudyState::killed);
  CHECK(state(Life::lost, LivePhase::running, 0, 5) == StudyState::lost);
  CHECK(state(Life::ended, LivePhase::done, 0, 0) == StudyState::complete);
  CHECK(state(Life::ended, LivePhase::done, 2, 0) == StudyState::complete_with_failed_runs);
  CHECK(state(Life::ended, LivePhase::done, 0, 1) == StudyState::incomplete);
  CHECK(state(Life::ended, LivePhase::failed, 0, 0) == StudyState::failed);
  // Request tables of finalists may be left to be made; not so among members.
  CHECK(state(Life::ended, LivePhase::drained, 0, 0) == StudyState::drained);
  CHECK(state(Life::ended, LivePhase::drained, 0, 0, true) == StudyState::complete);
  CHECK(state(Life::ended, LivePhase::drained, 0, 1, true) == StudyState::drained);
  CHECK(state(Life::unknown, LivePhase::running, 0, 1) == StudyState::unknown);
  CHECK(state(Life::unknown, LivePhase::running, 1, 0) == StudyState::complete_with_failed_runs);
}

}  // namespace study_state_test
