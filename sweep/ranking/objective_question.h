#pragma once

#include <span>
#include <string>

#include "sweep/ranking/ranking.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// What `servesweep rank` asks of a study if nothing else is said, reduced to what chooses the
/// point that stands for a strategy: against the study's baseline, by the first objective, and what
/// share of requests was served.
[[nodiscard]] RankingQuestion objective_question(const Study& study);

/// Adds to a question how the study chooses points: its constraints, with their metrics if they are
/// not among the question's own, and how many seeds are enough if they come by need.
void add_constraints(const Study& study, RankingQuestion& question);

/// Adds the shares completed of the classes that the question's metrics are of.
void add_class_shares(const Study& study, RankingQuestion& question);

/// Where the metric of that name stands in a list. Precondition: it is there.
[[nodiscard]] std::size_t metric_position(std::span<const Metric> metrics, const std::string& name);

}  // namespace servesweep::sweep
