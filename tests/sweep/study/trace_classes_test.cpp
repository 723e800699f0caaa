#include "sweep/study/trace_classes.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"
#include "tests/sweep/study/trace_study.h"

namespace servesweep::sweep::trace_classes_test {
namespace {

const std::string kOwnTrace =
    "id,client,tenant,slo_class,session,turn,accumulate,arrival_us,prefix_group,prefix_tokens,"
    "input_tokens,output_tokens\n"
    "0,a,acme,batch,,0,0,0,,0,64,8\n"
    "1,a,acme,critical,,0,0,5,,0,64,8\n";

WorkloadFile read(const TraceFolder& folder, const std::string& format, const std::string& more) {
  return WorkloadFile::read(
      io::Document::parse("workload: w\ntrace: {format: " + format + ", path: t}\n" + more,
                          (folder.path() / "w.yaml").string()));
}

std::string wrong(const std::string& format, const std::string& more) {
  const TraceFolder folder;
  (void)folder.write("t", format == "requests" ? kOwnTrace : kMooncakeLines);
  std::string text = problem_of([&] { (void)read(folder, format, more); });
  const std::string path = folder.path().string() + "/";
  return text.starts_with(path) ? text.substr(path.size()) : text;
}

}  // namespace

TEST_CASE("a mix names its classes, or weighs declared ones") {
  const TraceFolder folder;
  (void)folder.write("t", kMooncakeLines);
  const WorkloadFile plain = read(folder, "mooncake", "");
  CHECK(plain.classes() == std::vector<std::string>{"standard"});
  const WorkloadFile mixed = read(folder, "mooncake", "class_mix: {critical: 1, batch: 3}\n");
  CHECK(mixed.classes() == std::vector<std::string>{"critical", "batch"});
  CHECK(mixed.spec.classes[1].tier == engine::SloTier::sheddable);
  CHECK(mixed.class_weights == std::vector<double>{1, 3});
  const WorkloadFile declared =
      read(folder, "mooncake",
           "classes: [{name: gold, tier: critical}, {name: iron}]\nclass_mix: {iron: 2}\n");
  CHECK(declared.class_weights == std::vector<double>{0, 2});
  CHECK(declared.spec.classes[0].tier == engine::SloTier::critical);
}

TEST_CASE("a trace with classes of its own brings them") {
  const TraceFolder folder;
  (void)folder.write("t", kOwnTrace);
  CHECK(read(folder, "requests", "").classes() == std::vector<std::string>{"batch", "critical"});
}

TEST_CASE("contradictions are named") {
  CHECK(wrong("mooncake", "class_mix: {critikal: 1}\n") ==
        "w.yaml:3: class_mix.critikal: unknown class 'critikal' (no classes are declared, so only "
        "conventional names are known); did you mean 'critical'?");
  CHECK(wrong("mooncake", "class_mix: {critical: 0}\n") ==
        "w.yaml:3: class_mix: has no weight (no request could be of any class); give at least one "
        "class a weight above 0");
  CHECK(wrong("mooncake", "classes: [{name: a}, {name: b}]\n") ==
        "w.yaml:1: class_mix: missing (the trace does not say which request is of which class); "
        "give each class a weight");
  CHECK(wrong("mooncake", "class_mix: {critical: 1}\nclass_mix_per: session\n") ==
        "w.yaml:4: class_mix_per: session is not possible (the trace has no sessions); write "
        "request, or remove it");
  CHECK(wrong("mooncake", "class_mix_per: request\n") ==
        "w.yaml:3: class_mix_per: has no effect (no class_mix); remove it");
  CHECK(wrong("requests", "class_mix: {critical: 1}\n") ==
        "w.yaml:3: class_mix: contradicts the trace (it says which request is of which class); "
        "remove it");
  CHECK(wrong("requests", "classes: [{name: batch}]\n") ==
        "t:3: slo_class: unknown class 'critical' (it is not among the declared ones); use one of "
        "batch");
}

}  // namespace servesweep::sweep::trace_classes_test
