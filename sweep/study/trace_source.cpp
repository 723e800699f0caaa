#include "sweep/study/trace_source.h"

#include "engine/base/problem.h"
#include "io/trace/azure_trace.h"
#include "io/trace/file_hash.h"
#include "io/trace/request_trace.h"
#include "sweep/study/choice.h"
#include "sweep/study/trace_options_text.h"
#include "sweep/study/trace_recordings.h"

namespace servesweep::sweep {
namespace {

namespace fs = std::filesystem;
using io::Document;
using io::Value;

const std::vector<std::pair<std::string, TraceFormat>>& formats() {
  static const std::vector<std::pair<std::string, TraceFormat>> formats = {
      {"requests", TraceFormat::requests}, {"mooncake", TraceFormat::mooncake},
      {"sharegpt", TraceFormat::sharegpt}, {"azure", TraceFormat::azure},
      {"weka", TraceFormat::weka},         {"servegen", TraceFormat::servegen},
      {"blis-v2", TraceFormat::blis_v2}};
  return formats;
}

std::string format_name(TraceFormat format) {
  for (const auto& [word, meaning] : formats()) {
    if (meaning == format) return word;
  }
  return "";
}

std::string hash_of_all(const std::vector<fs::path>& recordings) {
  std::string hash;
  for (const fs::path& file : recordings) hash += (hash.empty() ? "" : "-") + io::file_hash(file);
  return hash;
}

std::string hash_of(const TraceSource& trace) {
  if (trace.format == TraceFormat::requests) return hash_of_all(trace_recordings(trace.path));
  std::string hash = io::file_hash(trace.path);
  if (trace.format == TraceFormat::servegen) hash += '-' + io::file_hash(trace.servegen.lengths);
  if (trace.format == TraceFormat::blis_v2) hash += '-' + io::file_hash(trace.blis.data);
  return hash;
}

void read_options(const Document& node, TraceSource& trace) {
  switch (trace.format) {
    case TraceFormat::sharegpt:
      trace.mooncake = io::kShareGptOptions;
      [[fallthrough]];
    case TraceFormat::mooncake:
      return read_mooncake_options(node, trace.mooncake);
    case TraceFormat::weka:
      return read_weka_options(node, trace.weka);
    case TraceFormat::servegen:
      return read_servegen_options(node, trace.servegen);
    case TraceFormat::blis_v2:
      trace.blis.data = fs::path(trace.path).replace_extension(".csv");
      return read_blis_options(node, trace.blis);
    case TraceFormat::requests:
    case TraceFormat::azure:
      return node.allow_only(trace_fields());
  }
}

void add_options(const TraceSource& trace, Value& value) {
  switch (trace.format) {
    case TraceFormat::mooncake:
    case TraceFormat::sharegpt:
      return add_mooncake_options(trace.mooncake, value);
    case TraceFormat::weka:
      return add_weka_options(trace.weka, value);
    case TraceFormat::servegen:
      return add_servegen_options(trace.servegen, value);
    case TraceFormat::blis_v2:
      return add_blis_options(trace.blis, value);
    case TraceFormat::requests:
    case TraceFormat::azure:
      return;
  }
}

}  // namespace

TraceSource TraceSource::read(const Document& node) {
  TraceSource trace;
  trace.format = choose<TraceFormat>(node.at("format"), formats());
  trace.path = read_path(node.at("path"));
  read_options(node, trace);
  const auto content = node.find("content");
  trace.fresh = !content;
  trace.content = content ? content->text() : hash_of(trace);
  return trace;
}

Value TraceSource::to_value() const {
  Value value = Value::map();
  value.set("format", Value::text(format_name(format)));
  value.set("path", Value::text(path.string())).set("content", Value::text(content));
  if (format == TraceFormat::servegen) {
    value.set("lengths", Value::text(servegen.lengths.string()));
  }
  if (format == TraceFormat::blis_v2) value.set("data", Value::text(blis.data.string()));
  add_options(*this, value);
  return value;
}

Value TraceSource::identity() const {
  Value value = Value::map();
  value.set("format", Value::text(format_name(format))).set("content", Value::text(content));
  add_options(*this, value);
  return value;
}

engine::Workload TraceSource::requests(const io::TraceOptions& options) const {
  if (hash_of(*this) != content) {
    throw engine::Problem(path.string(), "has changed",
                          "the study was resolved with another content",
                          "restore the file, or start from the study file into a new folder");
  }
  switch (format) {
    case TraceFormat::mooncake:
    case TraceFormat::sharegpt:
      return io::read_mooncake_trace(path, mooncake, options);
    case TraceFormat::azure:
      return io::read_azure_trace(path, options);
    case TraceFormat::weka:
      return io::read_weka_trace(path, weka, options);
    case TraceFormat::servegen:
      return io::draw_servegen_profile(path, servegen, options);
    case TraceFormat::blis_v2:
      return io::read_blis_trace(path, blis, options);
    case TraceFormat::requests:
      break;
  }
  const std::vector<fs::path> recordings = trace_recordings(path);
  return io::read_request_trace(recordings[options.seed % recordings.size()], options);
}

}  // namespace servesweep::sweep
