#include "sweep/cli/search_account.h"

#include <fmt/format.h>

#include "io/journal/journal.h"
#include "sweep/run/run_journal.h"
#include "sweep/run/stored_history.h"

namespace servesweep::sweep {

SearchAccount::SearchAccount(Results& results) : planned_(results.study) {
  for (const Decision& decision : results.decisions) (void)planned_.add(decision);
  const ObjectiveFunction objective(results.study);
  for (const std::size_t metric : objective.metrics()) results.load(metric);
  history_ = stored_history(planned_, results.index);
}

std::string method_line(const Results& results) {
  const auto records = io::read_journal(results.folder.journal_file()).records;
  const auto choice = method_in(records);
  return choice ? fmt::format("auto chose {}: {}", name_of(choice->method), choice->why)
                : std::string();
}

}  // namespace servesweep::sweep
