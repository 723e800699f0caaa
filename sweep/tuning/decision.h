#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/study.h"
#include "sweep/tuning/tuner.h"

namespace servesweep::sweep {

/// An attempt of a study's search, numbered in the order of deciding, over all strategies.
struct StudyTrial {
  std::size_t strategy = 0;  ///< index into Study::strategies()
  Attempt attempt;

  friend bool operator==(const StudyTrial&, const StudyTrial&) = default;
};

/// One step of a search: it learned these outcomes, in this order, and wants these trials. The list
/// of all decisions is the history of a search; with the results of runs, which are exact, it can
/// be repeated bit for bit, in whatever order the runs came.
struct Decision {
  std::vector<std::int64_t> told;  ///< numbers of trials
  std::vector<StudyTrial> trials;

  /// The form of the journal: {"told":[0,1],"trials":[{"strategy":…,"point":{…},"seeds":[0,5]}]},
  /// seeds as first and count; "shortened":true in a trial on the first part of the workloads.
  [[nodiscard]] io::Value to_value(const Study& study) const;
  /// Problem if it is no decision about this study.
  [[nodiscard]] static Decision read(const io::Document& document, const Study& study);

  friend bool operator==(const Decision&, const Decision&) = default;
};

}  // namespace servesweep::sweep
