#include "sweep/cli/parameter_rows.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::parameter_rows_test {

TEST_CASE("free parameters as a table: what they may be, where they start, what they mean") {
  const ParameterSpace space = ParameterSpace::read(
      io::Document::parse("a: {values: [fcfs, sjf], default: sjf, meaning: the order}\n"
                          "b: {range: [0.001, 1], scale: log, grid: 2}\n"
                          "c: {range: [1, 9], type: integer, default: 4}\n"
                          "w: {simplex: [u, v], steps: 4, default: [0.25, 0.75], meaning: shares}\n"
                          "x: {simplex: [p, q], default: [0, 1]}\n",
                          "s.yaml"));
  CHECK(parameter_rows(space).render(io::TableFormat::csv) ==
        "parameter,values,scale,default,meaning\n"
        "a,\"fcfs, sjf\",,sjf,the order\n"
        "b,0.001 to 1,log,0.001,\n"
        "c,whole 1 to 9,linear,4,\n"
        "\"u, v\",shares of 1 in 4 steps,,\"0.25, 0.75\",shares\n"
        "\"p, q\",shares of 1,,\"0, 1\",\n");
}

TEST_CASE("where parameters exist is shown if they do not always") {
  const ParameterSpace space = ParameterSpace::read(io::Document::parse(
      "a: {values: [fcfs, sjf], default: sjf, meaning: the order}\n"
      "w: {simplex: [u, v], default: [0, 1], when: {a: sjf}, meaning: shares}\n",
      "s.yaml"));
  CHECK(parameter_rows(space).render(io::TableFormat::csv) ==
        "parameter,values,scale,default,when,meaning\n"
        "a,\"fcfs, sjf\",,sjf,,the order\n"
        "\"u, v\",shares of 1,,\"0, 1\",a is sjf,shares\n");
}

}  // namespace servesweep::sweep::parameter_rows_test
