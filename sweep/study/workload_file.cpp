#include "sweep/study/workload_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sweep/study/class_text.h"
#include "sweep/study/client_text.h"
#include "sweep/study/field_path.h"
#include "sweep/study/limited_items.h"
#include "sweep/study/make_workload.h"
#include "sweep/study/name.h"
#include "sweep/study/rate_text.h"
#include "sweep/study/trace_classes.h"
#include "sweep/study/trace_recordings.h"

namespace servesweep::sweep {
namespace {

using io::Document;
using io::Value;

/// A class has metrics of its own, a client random streams.
constexpr std::size_t kMostClasses = 1'000, kMostClients = 10'000;

void add_limits(Value& value, const engine::WorkloadSpec& spec) {
  value.set("requests", Value::integer(spec.requests));
  if (spec.horizon_us != engine::kForever) {
    value.set("horizon_us", Value::integer(spec.horizon_us));
  }
  if (spec.classes.empty()) return;
  Value classes = Value::list();
  for (const engine::SloClass& one : spec.classes) classes.add(to_value(one));
  value.set("classes", std::move(classes));
}

void add_spec(Value& value, const engine::WorkloadSpec& spec) {
  value.set("requests_per_s", Value::number(spec.requests_per_s));
  if (spec.rate_scale != 1.0) value.set("rate_scale", Value::number(spec.rate_scale));
  if (spec.rate_profile) value.set("rate_profile", to_value(*spec.rate_profile));
  add_limits(value, spec);
  Value clients = Value::list();
  for (const engine::ClientSpec& client : spec.clients) clients.add(to_value(client));
  value.set("clients", std::move(clients));
}

double read_rate_scale(const Document& document) {
  const auto scale = document.find("rate_scale");
  return scale ? scale->real(engine::kLeastRateScale, engine::kMostRateScale) : 1.0;
}

/// `trace` is the trace as the reader may have it: with or without its place.
void add_trace(Value& value, Value trace, const WorkloadFile& file) {
  value.set("trace", std::move(trace)).set("rate_scale", Value::number(file.spec.rate_scale));
  add_limits(value, file.spec);
  add_class_mix(file, value);
}

/// The engine judges ranges and contradictions; its field paths are those of the file.
void validate_at(const Document& document, const engine::WorkloadSpec& spec) {
  try {
    engine::validate(spec);
  } catch (const engine::Problem& problem) {
    const std::vector<std::string> path = field_path(problem.where());
    const Located found = deepest_node(document, path);
    // A missing field has no line of its own: name it, at the line of what should have it.
    if (found.depth == path.size()) throw problem.at(found.node.where());
    throw engine::Problem(found.node.where(), path.back() + ": " + problem.problem(), problem.why(),
                          problem.remedy());
  }
}

void read_clients(const Document& document, engine::WorkloadSpec& spec) {
  document.allow_only({"workload", "source", "requests_per_s", "rate_profile", "stages", "requests",
                       "horizon_us", "classes", "clients", "rate_scale"});
  read_rate(document, spec);
  spec.rate_scale = read_rate_scale(document);
  for (const Document& item : limited_items(document.at("clients"), kMostClients)) {
    spec.clients.push_back(read_client(item));
  }
  validate_at(document, spec);
}

/// Requests, horizon and classes by the rules for clients, of which a trace has none.
void validate_limits(const Document& document, engine::WorkloadSpec spec) {
  engine::ClientSpec any;
  any.id = "trace";
  if (!spec.classes.empty()) any.slo_class = spec.classes.front().name;
  any.input_tokens = any.output_tokens = engine::ConstantLength{1};
  spec.clients = {any};
  spec.requests_per_s = 1;
  if (spec.requests == 0) spec.requests = 1;
  validate_at(document, spec);
}

/// Class names become names of metrics, so they obey the rules of a workload file.
void adopt_classes(const TraceSource& trace, const std::vector<engine::SloClass>& recorded,
                   std::vector<engine::SloClass>& classes) {
  if (recorded.size() > kMostClasses) {
    throw engine::Problem(trace.path.string(), fmt::format("has {} classes", recorded.size()),
                          fmt::format("at most {} are taken, each has metrics", kMostClasses),
                          "name fewer");
  }
  for (const engine::SloClass& one : recorded) {
    classes.push_back(
        read_class(Document::parse(to_value(one).yaml(), trace.path.string() + ": slo_class")));
  }
}

void read_trace(const Document& document, const Document& node, WorkloadFile& file) {
  document.allow_only({"workload", "source", "requests", "horizon_us", "classes", "trace",
                       "class_mix", "class_mix_per", "rate_scale"});
  if (const auto horizon = document.find("horizon_us")) file.spec.horizon_us = horizon->integer();
  validate_limits(document, file.spec);
  file.trace = TraceSource::read(node);
  file.spec.rate_scale = read_rate_scale(document);
  read_class_mix(document, file);
  const bool open_classes = file.spec.classes.empty();
  if (!file.trace->fresh && !open_classes) return;
  // Whatever is wrong with the trace shows here, before the first run.
  const engine::Workload workload = make_workload(file, 0);
  if (open_classes) adopt_classes(*file.trace, workload.classes, file.spec.classes);
  if (!file.trace->fresh) return;
  for (std::size_t seed = 1; seed < trace_recordings(file.trace->path).size(); ++seed) {
    (void)make_workload(file, seed);  // whose classes must be among those of the first
  }
}

}  // namespace

WorkloadFile WorkloadFile::read(const Document& document) {
  const auto trace = document.find("trace");
  const auto clients = document.find("clients");
  if (trace && clients) {
    throw clients->problem("contradicts trace", "requests are either drawn or recorded",
                           "keep one of them");
  }
  WorkloadFile file;
  file.name = read_name(document.at("workload"));
  if (const auto source = document.find("source")) file.source = source->text();
  if (const auto requests = document.find("requests")) file.spec.requests = requests->integer();
  if (const auto classes = document.find("classes")) {
    for (const Document& item : limited_items(*classes, kMostClasses))
      file.spec.classes.push_back(read_class(item));
  }
  if (trace) {
    read_trace(document, *trace, file);
  } else {
    read_clients(document, file.spec);
  }
  return file;
}

Value WorkloadFile::to_value() const {
  Value value = Value::map();
  value.set("workload", Value::text(name));
  if (!source.empty()) value.set("source", Value::text(source));
  if (trace) {
    add_trace(value, trace->to_value(), *this);
  } else {
    add_spec(value, spec);
  }
  return value;
}

Value WorkloadFile::identity() const {
  Value value = Value::map();
  if (trace) {
    add_trace(value, trace->identity(), *this);
  } else {
    add_spec(value, spec);
  }
  if (measure_from_us) value.set("measure_from_us", Value::integer(*measure_from_us));
  return value;
}

WorkloadFile WorkloadFile::at_rate(double scale) const {
  WorkloadFile scaled = *this;
  scaled.spec.rate_scale *= scale;
  const bool ends_in_scaled_time = trace && spec.horizon_us != engine::kForever;
  if (ends_in_scaled_time) {
    const double horizon_us = std::round(static_cast<double>(spec.horizon_us) / scale);
    scaled.spec.horizon_us = static_cast<engine::TimeUs>(std::clamp(horizon_us, 1.0, 0x1p61));
  }
  return scaled;
}

std::vector<std::string> WorkloadFile::classes() const {
  std::vector<std::string> names;
  for (const engine::SloClass& slo_class : spec.classes) names.push_back(slo_class.name);
  if (!names.empty()) return names;
  for (const engine::ClientSpec& client : spec.clients) {
    if (std::find(names.begin(), names.end(), client.slo_class) == names.end()) {
      names.push_back(client.slo_class);
    }
  }
  return names;
}

}  // namespace servesweep::sweep
