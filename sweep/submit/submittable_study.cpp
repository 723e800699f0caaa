#include "sweep/submit/submittable_study.h"

#include <string>

#include "engine/base/problem.h"
#include "io/folder/folder_marker.h"
#include "sweep/run/folder_identity.h"
#include "sweep/run/kept_rows.h"

namespace servesweep::sweep {
namespace {

/// Why independent processes cannot share it; "" if they can.
std::string unshareable(const Study& study) {
  if (learns(study.search().method)) return "its search decides what to run while it runs";
  if (study.seeds_by_need()) return "its seeds are decided while it runs";
  if (study.keep_requests().which == KeepRequests::Which::finalists) {
    return "its finalists are chosen when all else is done";
  }
  return {};
}

bool must_be_measured(const Study& study) {
  return study.loads().needs_measurement() || study.warm_up().needs_measurement(study.workloads());
}

}  // namespace

SubmittableStudy SubmittableStudy::read(const std::filesystem::path& file,
                                        const std::filesystem::path& output, bool shared) {
  Study study = Study::read_file(file);
  const std::string why = unshareable(study);
  if (shared && !why.empty()) {
    throw engine::Problem(file.string(), "cannot be shared by the elements of an array", why,
                          "leave --array out: one job with --nodes and --ntasks-per-node");
  }
  const std::filesystem::path folder =
      output.empty() ? std::filesystem::path("results") / study.name() : output;
  std::optional<Plan> plan;
  if (!must_be_measured(study)) {
    plan = Plan::of(study);
    check_kept_rows(study, *plan, requests_per_run(study));
    (void)io::check_usable(folder,
                           {.study = study.name(), .study_hash = folder_identity(study, *plan)});
  }
  return {.study = std::move(study),
          .plan = std::move(plan),
          .file = std::filesystem::absolute(file).lexically_normal(),
          .output = std::filesystem::absolute(folder).lexically_normal()};
}

}  // namespace servesweep::sweep
