#include "engine/instance/gap_ledger.h"

#include <algorithm>

namespace servesweep::engine {

void GapLedger::reset(TokenGaps& pool) {
  pool_ = &pool;
  stretches_.clear();
  notes_.clear();
}

void GapLedger::skip_step() {
  note_steps(0, 1);
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
    if (note.first_step > 0) take_back_steps(note.first_step, std::min(note.last_step, steps()));
    notes = note.previous;
  }
}

void GapLedger::take_back_steps(std::int64_t first_step, std::int64_t last_step) {
  auto stretch = std::ranges::lower_bound(stretches_, first_step, {}, &Stretch::last_step);
  for (std::int64_t step = first_step; step <= last_step; ++stretch) {
    const std::int64_t end = std::min(stretch->last_step, last_step) + 1;
    pool_->add(stretch->gap_us, step - end);
    step = end;
  }
}

}  // namespace servesweep::engine
