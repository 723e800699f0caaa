#include "io/hdf5/study_names.h"

#include <sstream>
#include <vector>

#include "io/hdf5/integer_column.h"

namespace servesweep::io {
namespace {

/// Names that each workload has of something, one after the other.
void write_names_by_workload(h5::Group& root, const std::string& group_name,
                             const StudyNames& study,
                             std::vector<std::string> WorkloadNames::*names,
                             const std::string& used_in) {
  std::vector<std::int64_t> workloads, ids;
  std::vector<std::string> texts;
  for (std::size_t w = 0; w < study.workloads.size(); ++w) {
    const std::vector<std::string>& own = study.workloads[w].*names;
    for (std::size_t i = 0; i < own.size(); ++i) {
      workloads.push_back(static_cast<std::int64_t>(w));
      ids.push_back(static_cast<std::int64_t>(i));
      texts.push_back(own[i]);
    }
  }
  h5::Group group = root.create_group(group_name);
  write_integers(group, "workload", workloads, {"", "index of the workload"});
  write_integers(group, "id", ids, {"", "value of " + used_in + " in runs of that workload"});
  group.write_text("name", texts, {"", "its name"});
}

}  // namespace

void write_names(h5::Group& root, const StudyNames& study) {
  h5::Group strategies = root.create_group("strategies");
  strategies.write_text("name", study.strategies, {"", "in the order of the study"});
  std::vector<std::string> names;
  for (const WorkloadNames& workload : study.workloads) names.push_back(workload.name);
  h5::Group workloads = root.create_group("workloads");
  workloads.write_text("name", names, {"", "row i: of workload i"});
  write_names_by_workload(root, "slo_classes", study, &WorkloadNames::classes,
                          "/requests/slo_class");
  write_names_by_workload(root, "tenants", study, &WorkloadNames::tenants, "/requests/tenant");
}

void write_resolved_study(h5::Group& root, const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  root.create_group("resolved_study")
      .write_text("line", lines, {"", "the study with every default, in YAML, line by line"});
}

}  // namespace servesweep::io
