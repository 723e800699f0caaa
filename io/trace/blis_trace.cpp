#include "io/trace/blis_trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "engine/base/problem.h"
#include "io/trace/blis_content.h"
#include "io/trace/blis_header.h"
#include "io/trace/blis_rows.h"
#include "io/trace/blis_session.h"
#include "io/trace/trace_builder.h"
#include "io/trace/workload_builder.h"

namespace servesweep::io {
namespace {

using engine::Problem;
using engine::Request;

/// Makes requests of rows, in order of time.
class Replay {
 public:
  Replay(BlisHeader header, const BlisOptions& blis, const TraceOptions& options, BlisRows rows)
      : header_(header),
        blis_(blis),
        options_(options),
        rows_(std::move(rows)),
        builder_(options.seed, options.classes.classes),
        sessions_(rows_.sessions.size()),
        content_(rows_) {
    for (const BlisRow& row : rows_.rows) {
      if (row.session >= 0) session(row).note_think_time(row);
    }
  }

  engine::Workload run() {
    std::vector<std::size_t> order(rows_.rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
      return rows_.rows[a].time_us < rows_.rows[b].time_us;
    });
    for (const std::size_t row : order) {
      if (!add(row)) break;
    }
    return builder_.finish(content_.chains());
  }

 private:
  BlisSession& session(const BlisRow& row) {
    return sessions_[static_cast<std::size_t>(row.session)];
  }
  [[nodiscard]] bool grows(const BlisRow& row) const {
    return header_.accumulates && row.session >= 0;
  }
  [[nodiscard]] bool follows(const BlisRow& row) const {
    return blis_.replay == BlisReplay::think_time && row.session >= 0 && row.round > 0;
  }

  bool add(std::size_t number);
  void check_round(std::size_t number);
  std::int32_t prompt_tokens(std::size_t number);
  engine::SloClassId slo_class(std::size_t number);
  [[nodiscard]] Problem problem(std::size_t number, const char* column, std::string what,
                                std::string why, std::string remedy) const {
    return {fmt::format("{}:{}: {}", blis_.data.string(), BlisRows::line(number), column),
            std::move(what), std::move(why), std::move(remedy)};
  }

  BlisHeader header_;
  const BlisOptions& blis_;
  const TraceOptions& options_;
  BlisRows rows_;
  WorkloadBuilder builder_;
  std::vector<BlisSession> sessions_;
  BlisContent content_;
};

/// False, and nothing is added, at the first row behind the horizon or the limit.
bool Replay::add(std::size_t number) {
  const BlisRow& row = rows_.rows[number];
  const auto next = std::ssize(builder_.requests());
  Request request;
  request.arrival_us = scaled_us(row.time_us, options_.rate_scale);
  const bool full = options_.requests > 0 && next == options_.requests;
  if (full || request.arrival_us >= options_.horizon_us) return false;
  check_round(number);
  request.input_tokens = prompt_tokens(number);
  request.output_tokens = row.output_tokens;
  request.slo_class = slo_class(number);
  request.tenant = builder_.tenant(rows_.tenants[static_cast<std::size_t>(row.tenant)]);
  request.turn = row.round;
  if (row.session >= 0) {
    request.session = engine::SessionId(row.session);
    if (follows(row)) {
      request.follows = session(row).latest();
      request.arrival_us = session(row).think_us(row);
    }
    session(row).add(row, request.input_tokens, engine::RequestId(static_cast<std::int32_t>(next)));
  }
  if (grows(row)) {
    content_.append_round(row.session, session(row), builder_.segments());
  } else {
    content_.append_prefix(row.group, row.prefix_tokens, builder_.segments());
  }
  builder_.add(request);
  return true;
}

void Replay::check_round(std::size_t number) {
  const BlisRow& row = rows_.rows[number];
  const bool matters = header_.accumulates || blis_.replay == BlisReplay::think_time;
  if (row.session < 0 || !matters) return;
  const std::int32_t expected = session(row).rounds();
  if (row.round == expected) return;
  const std::string& name = rows_.sessions[static_cast<std::size_t>(row.session)];
  throw problem(
      number, "round_index", fmt::format("{} is not the next round", row.round),
      fmt::format("in order of time, round {} of session '{}' comes here", expected, name),
      "correct round_index or the times");
}

std::int32_t Replay::prompt_tokens(std::size_t number) {
  const BlisRow& row = rows_.rows[number];
  const bool counted = row.server_tokens > 0;
  std::int64_t tokens = std::int64_t{row.prefix_tokens} + row.input_tokens;
  if (grows(row)) {
    if (counted) {
      throw problem(number, "server_input_tokens", "contradicts the header",
                    "where sessions accumulate, rows count what is new in a prompt",
                    "write 0, or correct session_context_growth");
    }
    tokens = session(row).grown_tokens(row);
  } else if (row.reset_tokens > 0) {
    throw problem(number, "input_tokens_reset", "contradicts the header",
                  "only sessions that accumulate are compacted",
                  "remove it, or correct session_context_growth");
  } else if (counted && row.group < 0) {
    tokens = row.server_tokens;
  }
  if (tokens >= 1 && tokens <= kMostTraceTokens) return static_cast<std::int32_t>(tokens);
  throw problem(number, "input_tokens", fmt::format("makes a prompt of {} tokens", tokens),
                fmt::format("a prompt has 1 to {}", kMostTraceTokens), "correct it");
}

engine::SloClassId Replay::slo_class(std::size_t number) {
  const BlisRow& row = rows_.rows[number];
  const std::string& name = rows_.classes[static_cast<std::size_t>(row.slo_class)];
  const engine::SloClassId known = builder_.slo_class(name);
  if (known.valid()) return known;
  std::vector<std::string> names;
  for (const engine::SloClass& one : builder_.classes()) names.push_back(one.name);
  throw problem(number, "slo_class", fmt::format("unknown class '{}'", name),
                "it is not among the declared ones", engine::suggest_name(name, names));
}

}  // namespace

engine::Workload read_blis_trace(const std::filesystem::path& header, const BlisOptions& blis,
                                 const TraceOptions& options) {
  const BlisHeader read = read_blis_header(header);
  return Replay(read, blis, options, read_blis_rows(blis.data)).run();
}

}  // namespace servesweep::io
