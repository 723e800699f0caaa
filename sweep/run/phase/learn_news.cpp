#include "sweep/run/phase/learn_news.h"

#include <utility>

#include "sweep/run/phase/job_watch.h"

namespace servesweep::sweep {
namespace {

void note_figures(StudyJob& job, ChunkNews& news) {
  for (auto& [run, figures] : news.figures) {
    if (job.seeds) {
      job.seeds->note(run, std::move(figures));
    } else {
      job.search->note(run, std::move(figures));
    }
  }
}

void note_failures(StudyJob& job, const ChunkNews& news) {
  for (const auto& [run, failure] : news.failures) {
    if (job.finals) {
      job.outcome.failures.add(run.value(), RunFailure::read(failure));
      continue;
    }
    if (job.seeds) {
      job.seeds->note_failed(run);
    } else if (job.search) {
      job.search->note_failed(run);
    }
    job.failures.add(run.value(), RunFailure::read(failure));
  }
}

}  // namespace

void learn_news(StudyJob& job, ChunkNews news) {
  job.desk->journal().shards(news.shards);
  job.live->committed(news.shards);
  if (job.shared) job.shared->note(news);
  note_figures(job, news);
  note_failures(job, news);
  if (job.finals) return;
  job.progress += news.runs;
  if (job.request.on_progress && news.runs > 0) job.request.on_progress(progress_of(job));
}

}  // namespace servesweep::sweep
