#include "sweep/cli/incomplete_note.h"

#include <fmt/format.h>

#include "sweep/cli/phrases.h"
#include "sweep/cli/search_note.h"

namespace servesweep::sweep {

std::string incomplete_note(const Results& results, std::optional<std::int64_t> workload) {
  std::size_t missing = 0, failed = 0, planned = 0;
  for (const io::PlanRow& run : results.index.plan) {
    if (workload && run.workload != *workload) continue;
    ++planned;
    if (run.status == io::RunStatus::missing) ++missing;
    if (run.status == io::RunStatus::failed) ++failed;
  }
  if (missing + failed == 0) return "";
  if (missing == 0) return fmt::format("Incomplete: {} of {} runs failed.", failed, planned);
  return fmt::format("Incomplete: {} of {} runs are missing, {} failed.", missing, planned, failed);
}

std::string incomplete_lead(const Results& results, std::optional<std::int64_t> workload,
                            const std::string& consequence, io::TableFormat format) {
  const std::string runs = incomplete_note(results, workload);
  const std::string search = unfinished_search_note(results);
  std::string text;
  if (!runs.empty()) text += remark_text(runs + ' ' + consequence, format);
  if (!search.empty()) text += remark_text(search, format);
  return text.empty() ? text : text + '\n';
}

}  // namespace servesweep::sweep
