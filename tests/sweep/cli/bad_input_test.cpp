#include <doctest/doctest.h>

#include "tests/sweep/cli/program.h"

// Bad input: one line that says where, what, why and what to do; exit status 2; nothing on standard
// output; nothing created, nothing changed.

namespace servesweep::sweep::test::bad_input_test {
namespace {

void check_refused(const std::vector<std::string>& arguments, const TemporaryFolder& folder,
                   const std::string& message) {
  const std::vector<std::string> before = folder.names();
  const Finished finished = servesweep(folder.path(), arguments);
  CHECK(finished.code == 2);
  CHECK(finished.out.empty());
  CHECK(finished.err == "servesweep: error: " + message + "\n");
  CHECK(folder.names() == before);
}

void check_study_refused(const std::string& study, const std::string& message) {
  const TemporaryFolder folder;
  folder.write("study.yaml", study);
  check_refused({"run", "study.yaml", "-o", "out"}, folder, message);
  check_refused({"plan", "study.yaml"}, folder, message);
  check_refused({"simulate", "study.yaml"}, folder, message);
}

TEST_CASE("a study that is wrong runs nothing") {
  SUBCASE("unknown key") {
    check_study_refused(
        example_with("cluster: {instances: 2}", "cluster: {instance: 2}"),
        "study.yaml:10: cluster.instance: unknown field; did you mean 'instances'?");
  }
  SUBCASE("wrong type") {
    check_study_refused(example_with("instances: 2", "instances: two"),
                        "study.yaml:10: cluster.instances: 'two' is not an integer; write an "
                        "integer from 1 to 65536");
  }
  SUBCASE("out of range") {
    check_study_refused(example_with("gpu_blocks: 500", "gpu_blocks: -1"),
                        "study.yaml:9: model.kv.gpu_blocks: -1 is out of range; write an integer "
                        "from 1 to 2147483647");
  }
  SUBCASE("unknown policy") {
    check_study_refused(
        example_with("{policy: fcfs}", "{policy: fcsf}"),
        "study.yaml:21: baseline.policies.scheduling: unknown policy 'fcsf'; did you mean 'fcfs'?");
  }
  SUBCASE("unknown metric") {
    check_study_refused(example_with("metric: ttft_p99_ms", "metric: ttft_p99"),
                        "study.yaml:32: objectives[0].metric: unknown metric 'ttft_p99'; did you "
                        "mean 'ttft_p99_ms'?");
  }
}

TEST_CASE("a claim that is wrong runs nothing") {
  const auto study = [](const std::string& claim) {
    return kExampleStudy + "claims:\n  - {claim: c, " + claim + "}\n";
  };
  SUBCASE("unknown strategy") {
    check_study_refused(study("strategy: tunde, metric: ttft_p99_ms, effect: better"),
                        "study.yaml:36: claims[0].strategy: the study has no strategy 'tunde'; did "
                        "you mean 'tuned'?");
  }
  SUBCASE("unknown metric of a class") {
    check_study_refused(study("strategy: tuned, metric: ttft_p99_ms.standrad, effect: better"),
                        "study.yaml:36: claims[0].metric: unknown metric 'ttft_p99_ms.standrad'; "
                        "did you mean 'ttft_p99_ms.standard'?");
  }
  SUBCASE("nothing to compare with") {
    check_study_refused(study("strategy: plain, metric: ttft_p99_ms, effect: better"),
                        "study.yaml:36: claims[0].strategy: 'plain' is compared with itself "
                        "(without 'than' a claim compares with the baseline); name another "
                        "strategy");
  }
  SUBCASE("a margin of another effect") {
    check_study_refused(study("strategy: tuned, metric: ttft_p99_ms, effect: better, within: 0.1"),
                        "study.yaml:36: claims[0].within: does not belong here (effect is better); "
                        "use at_least: for the smallest change that counts");
  }
}

TEST_CASE("a file that is not there is named") {
  const TemporaryFolder folder;
  check_refused({"run", "nowhere.yaml"}, folder,
                "nowhere.yaml: cannot be opened (No such file or directory); check the path and "
                "its permissions");
  check_refused({"rank", "nowhere"}, folder,
                "nowhere: is not a result folder (it has no servesweep.json); give the folder that "
                "'servesweep run -o' wrote");
}

TEST_CASE("a folder with foreign files is left alone") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  fs::create_directory(folder.path() / "out");
  folder.write("out/thesis.txt", "precious");
  check_refused(
      {"run", "study.yaml", "-o", "out"}, folder,
      "out: holds foreign files such as 'thesis.txt' (it is no result folder of servesweep, and "
      "nothing of it may be lost); choose another -o or an empty folder");
  CHECK(text_of_file(folder.path() / "out/thesis.txt") == "precious");
}

TEST_CASE("a folder of another study is left alone") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  folder.write("other.yaml", example_with("seeds: [42, 43]", "seeds: [42, 44]"));
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  const Finished other = servesweep(folder.path(), {"run", "other.yaml", "-o", "out"});
  CHECK(other.code == 2);
  CHECK(other.err.find("out: holds the results of another study ('example')") != std::string::npos);
  const Finished again = servesweep(folder.path(), {"run", "study.yaml", "-o", "out"});
  CHECK(again.code == 0);
  CHECK(again.out.find("0 runs simulated") != std::string::npos);
}

TEST_CASE("a table never replaces results, studies or what is no file") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  fs::create_directory(folder.path() / "out");
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  const auto refuses = [&](const std::string& file) {
    return servesweep(folder.path(), {"export", "out", "--to", file}).code == 2;
  };
  CHECK(refuses("out/study.h5"));
  CHECK(refuses("out/shards/table.csv"));
  CHECK(refuses("study.yaml"));
  CHECK(refuses("/dev/null"));
  CHECK(refuses("."));
  CHECK(refuses("nowhere/table.csv"));
  CHECK(refuses(""));
  CHECK(text_of_file(folder.path() / "study.yaml") == kExampleStudy);
  CHECK_FALSE(fs::is_regular_file("/dev/null"));
  CHECK(servesweep(folder.path(), {"verify", "out"}).code == 0);
}

TEST_CASE("a command line that is wrong is explained") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  check_refused({}, folder, "servesweep: no verb given; see 'servesweep --help'");
  check_refused({"rnak", "out"}, folder, "rnak: unknown verb; did you mean 'rank'?");
  check_refused({"run", "study.yaml", "--thread", "2"}, folder,
                "--thread: unknown option of 'run'; did you mean '--threads'?");
  check_refused({"run", "study.yaml", "--threads", "none"}, folder,
                "--threads: 'none' is not usable (a whole number 1 to 4096 is needed); change it");
  check_refused({"run"}, folder,
                "servesweep run: STUDY is missing (a study file); usage: servesweep run STUDY "
                "[OPTION]...");
  check_refused({"simulate", "study.yaml", "--strategy", "tunde"}, folder,
                "--strategy: the study has no 'tunde'; did you mean 'tuned'?");
  check_refused({"simulate", "study.yaml", "--set", "budget"}, folder,
                "--set: 'budget' is no setting (it must be NAME=VALUE); for example --set "
                "step_budget=2048");
}

}  // namespace
}  // namespace servesweep::sweep::test::bad_input_test
