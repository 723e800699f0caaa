#include "io/trace/servegen_windows.h"

#include <doctest/doctest.h>

#include "tests/io/trace/trace_file.h"

namespace servesweep::io::servegen_windows_test {
namespace {

const std::string kHeader = "client,t_s,rate_rps,iat_cv,family,shape_arg1,scale_arg2\n";

std::string wrong(const std::string& rows) {
  return complaint(kHeader + rows,
                   [](const auto& path) { return read_servegen_windows(path, 0, 86400); });
}

}  // namespace

TEST_CASE("windows are read and cut to a part of the day") {
  const TraceFile file(kHeader +
                       "7,0,0.5,2,Gamma,0.25,1\n"
                       "7,600,0.25,1.5,Weibull,0.7,2\n"
                       "7,1200,0.75,1,Gamma,1,2\n"
                       "2,0,3,1,Gamma,1,0.3\n");
  const ServegenWindows windows = read_servegen_windows(file.path(), 300, 1100);
  REQUIRE(windows.size() == 2);
  REQUIRE(windows.at(7).size() == 2);
  CHECK(windows.at(7)[0].start_s == 300);
  CHECK(windows.at(7)[0].end_s == 600);
  CHECK(windows.at(7)[0].rate_rps == 0.5);
  CHECK(windows.at(7)[0].family == ServegenWindow::Family::gamma);
  CHECK(windows.at(7)[1].end_s == 1100);
  CHECK(windows.at(7)[1].family == ServegenWindow::Family::weibull);
  CHECK(windows.at(7)[1].shape == 0.7);
}

TEST_CASE("wrong windows are named") {
  CHECK(wrong("7,0,0.5,2,Pareto,0.25,1\n") ==
        "FILE:2: family: unknown law 'Pareto'; use one of Gamma, Weibull");
  CHECK(wrong("7,0,0,2,Gamma,0.25,1\n") ==
        "FILE:2: rate_rps: '0' is out of range; write a number from 1e-09 to 1000000");
  CHECK(wrong("7,600,1,1,Gamma,1,1\n7,900,1,1,Gamma,1,1\n") ==
        "FILE:3: t_s: 900 overlaps the row before (a window of a client takes 600 s); sort the "
        "rows by client and time");
  CHECK(wrong("7,,1,1,Gamma,1,1\n").starts_with("FILE:2: t_s: '' is out of range"));
}

}  // namespace servesweep::io::servegen_windows_test
