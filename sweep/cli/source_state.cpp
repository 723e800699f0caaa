#include "sweep/cli/source_state.h"

#include <utility>

namespace servesweep::sweep {
namespace {

SourceState& told() {
  static SourceState state;
  return state;
}

}  // namespace

const SourceState& source_state() {
  return told();
}

void tell_source_state(SourceState state) {
  told() = std::move(state);
}

}  // namespace servesweep::sweep
