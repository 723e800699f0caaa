#include "sweep/report/report_command.h"

#include <filesystem>

#include "sweep/study/parameter_value.h"
#include "sweep/submit/shell_word.h"

namespace servesweep::sweep {

std::string report_command(const ReportSubject& subject, const std::string& verb,
                           const std::vector<std::string>& words) {
  std::vector<std::string> all = {"servesweep", verb, subject.asked.folder};
  all.insert(all.end(), words.begin(), words.end());
  return shell_words(all);
}

std::vector<std::string> workload_words(const ReportSubject& subject) {
  if (subject.workload == 0) return {};
  return {"--workload", subject.workload_name()};
}

std::string simulate_command(const ReportSubject& subject, const RankedPoint& point,
                             std::uint64_t seed) {
  const std::filesystem::path folder = subject.asked.folder;
  std::vector<std::string> words = {"servesweep", "simulate", (folder / "resolved.yaml").string(),
                                    "--strategy", point.point.strategy};
  const auto id = static_cast<std::size_t>(point.point.id);
  for (const auto& [name, value] : subject.results.plan.points()[id].point.values()) {
    words.insert(words.end(), {"--set", name + "=" + text_of(value)});
  }
  words.insert(words.end(), {"--seed", std::to_string(seed)});
  for (std::string& word : workload_words(subject)) words.push_back(std::move(word));
  return shell_words(words);
}

}  // namespace servesweep::sweep
