#include "io/hdf5/study_names.h"

#include <doctest/doctest.h>

#include "io/hdf5/h5_file.h"
#include "tests/io/hdf5/sample_results.h"

namespace study_names_test {

using namespace servesweep;
using namespace servesweep::io;

TEST_CASE("numbers of classes and tenants are named by workload") {
  const test::TemporaryFolder folder;
  StudyNames study;
  study.strategies = {"plain", "tuned"};
  study.workloads = {{.name = "chat", .classes = {"fast", "slow"}, .tenants = {"a"}},
                     {.name = "batch", .classes = {"slow"}, .tenants = {"b", "c"}}};
  h5::FileImage image("names");
  write_names(image.root(), study);
  write_resolved_study(image.root(), "study: a\nseeds: [1]\n");
  write_file_atomically(folder.path() / "names.h5", image.finish());
  const h5::File file = h5::File::open_read_only(folder.path() / "names.h5");
  const auto texts = [&](const char* group) {
    return file.root().group(group).dataset("name").read_text();
  };
  using Texts = std::vector<std::string>;
  using Numbers = std::vector<std::int64_t>;
  CHECK(texts("strategies") == Texts{"plain", "tuned"});
  CHECK(texts("workloads") == Texts{"chat", "batch"});
  CHECK(texts("slo_classes") == Texts{"fast", "slow", "slow"});
  CHECK(texts("tenants") == Texts{"a", "b", "c"});
  const h5::Group classes = file.root().group("slo_classes");
  CHECK(classes.dataset("workload").read<std::int64_t>() == Numbers{0, 0, 1});
  CHECK(classes.dataset("id").read<std::int64_t>() == Numbers{0, 1, 0});
  CHECK(file.root().group("resolved_study").dataset("line").read_text() ==
        Texts{"study: a", "seeds: [1]"});
}

}  // namespace study_names_test
