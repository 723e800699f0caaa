#include "sweep/submit/submittable_study.h"

#include "engine/base/problem.h"
#include "io/folder/folder_marker.h"
#include "sweep/run/another_study.h"
#include "sweep/run/folder_identity.h"
#include "sweep/run/kept_rows.h"
#include "sweep/run/shared_rules.h"

namespace servesweep::sweep {
namespace {

void check_for_array(const Study& study) {
  try {
    check_shareable(study);
  } catch (const engine::Problem& problem) {
    throw engine::Problem(problem.where(), "cannot be shared by the elements of an array",
                          problem.why(),
                          "leave --array out: one job with --nodes and --ntasks-per-node");
  }
}

bool must_be_measured(const Study& study) {
  return study.loads().needs_measurement() || study.warm_up().needs_measurement(study.workloads());
}

}  // namespace

SubmittableStudy SubmittableStudy::read(const std::filesystem::path& file,
                                        const std::filesystem::path& output, bool shared) {
  Study study = Study::read_file(file);
  if (shared) check_for_array(study);
  const std::filesystem::path folder =
      output.empty() ? std::filesystem::path("results") / study.name() : output;
  std::optional<Plan> plan;
  if (!must_be_measured(study)) {
    plan = Plan::of(study);
    check_kept_rows(study, *plan, requests_per_run(study));
    refuse_another_study(folder, study, folder_identity(study, *plan));
    (void)io::check_usable(folder,
                           {.study = study.name(), .study_hash = folder_identity(study, *plan)});
  }
  return {.study = std::move(study),
          .plan = std::move(plan),
          .file = std::filesystem::absolute(file).lexically_normal(),
          .output = std::filesystem::absolute(folder).lexically_normal()};
}

}  // namespace servesweep::sweep
