#include "engine/instance/gap_ledger.h"

#include <algorithm>

namespace servesweep::engine {

void GapLedger::reset(TokenGaps& pool) {
  pool_ = &pool;
  step_gaps_us_.clear();
  notes_.clear();
}

void GapLedger::skip_step() {
  step_gaps_us_.push_back(0);
}

void GapLedger::single(Notes& notes, TimeUs gap_us) {
  pool_->add(gap_us, 1);
  note(notes, {.gap_us = gap_us});
}

void GapLedger::interrupted(Notes& notes, std::int64_t first_step, std::int64_t last_step) {
  if (first_step <= last_step) note(notes, {.first_step = first_step, .last_step = last_step});
}

void GapLedger::note(Notes& notes, Note note) {
  note.previous = notes;
  notes = static_cast<Notes>(notes_.size());
  notes_.push_back(note);
}

void GapLedger::take_back(Notes notes) {
  while (notes != kNoNotes) {
    const Note& note = notes_[static_cast<std::size_t>(notes)];
    if (note.first_step == 0) pool_->add(note.gap_us, -1);
    const std::int64_t last_step = std::min(note.last_step, steps());
    for (std::int64_t step = note.first_step; step > 0 && step <= last_step; ++step) {
      pool_->add(step_gaps_us_[static_cast<std::size_t>(step - 1)], -1);
    }
    notes = note.previous;
  }
}

}  // namespace servesweep::engine
