#include "sweep/cli/status_worker.h"

#include <fmt/format.h>

#include "engine/base/problem.h"
#include "io/folder/result_folder.h"
#include "sweep/cli/live_reading.h"
#include "sweep/cli/members_text.h"
#include "sweep/cli/shared_standing.h"
#include "sweep/run/live_format.h"

namespace servesweep::sweep {

StatusWorker StatusWorker::in(const std::filesystem::path& folder,
                              std::chrono::system_clock::time_point now) {
  StatusWorker worker;
  try {
    const io::ResultFolder opened = io::ResultFolder::open_existing(folder);
    if (const auto shared = SharedStanding::in(opened, now)) {
      for (const SharedStanding::Member& member : shared->members) {
        if (!is_at_work(member.life)) continue;
        worker.words += (worker.words.empty() ? "" : ", ") + member_words(member);
      }
    }
    double silent_s = 0;
    const LiveReading reading = LiveReading::of(live_file_of(folder), now);
    if (worker.words.empty() && reading.standing &&
        is_at_work(life_of(*reading.standing, now, silent_s))) {
      const io::ProcessIdentity& process = reading.standing->process;
      worker.words = fmt::format("process {} on {}", process.pid, process.host);
    }
  } catch (const engine::Problem&) {  // what is wrong with the folder, others say
  }
  worker.at_work = !worker.words.empty();
  if (worker.at_work) worker.words += " at work on it";
  return worker;
}

}  // namespace servesweep::sweep
