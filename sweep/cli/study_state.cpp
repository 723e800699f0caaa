#include "sweep/cli/study_state.h"

#include <array>

namespace servesweep::sweep {
namespace {

constexpr std::array<const char*, 18> kStateNames{"planning",   "repeating decisions",
                                                  "running",    "searching",
                                                  "seeding",    "finalists",
                                                  "committing", "indexing",
                                                  "hanging",    "silent",
                                                  "killed",     "lost",
                                                  "complete",   "complete with failed runs",
                                                  "incomplete", "drained",
                                                  "failed",     "unknown"};

static_assert(static_cast<int>(StudyState::indexing) == static_cast<int>(LivePhase::indexing));

StudyState all_done(const StateFacts& facts) {
  return facts.failed > 0 ? StudyState::complete_with_failed_runs : StudyState::complete;
}

StudyState end_state(const StateFacts& facts) {
  if (facts.phase == LivePhase::failed) return StudyState::failed;
  if (facts.phase == LivePhase::drained && (facts.left > 0 || !facts.shared)) {
    return StudyState::drained;
  }
  return facts.left > 0 ? StudyState::incomplete : all_done(facts);
}

}  // namespace

const char* name_of(StudyState state) {
  return kStateNames[static_cast<std::size_t>(state)];
}

bool is_good_end(StudyState state) {
  return state == StudyState::complete || state == StudyState::complete_with_failed_runs ||
         state == StudyState::drained;
}

StudyState study_state(const StateFacts& facts) {
  switch (facts.life) {
    case Life::running:
      // A member that has ended is about to leave.
      return has_ended(facts.phase) ? StudyState::running : static_cast<StudyState>(facts.phase);
    case Life::hanging:
      return StudyState::hanging;
    case Life::silent:
      return StudyState::silent;
    case Life::killed:
      return StudyState::killed;
    case Life::lost:
      return StudyState::lost;
    case Life::ended:
      return end_state(facts);
    case Life::unknown:
      break;
  }
  return facts.left > 0 ? StudyState::unknown : all_done(facts);
}

}  // namespace servesweep::sweep
