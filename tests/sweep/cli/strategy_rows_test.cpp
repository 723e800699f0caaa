#include "sweep/cli/strategy_rows.h"

#include <doctest/doctest.h>

#include "io/yaml/document.h"

namespace servesweep::sweep::strategy_rows_test {

TEST_CASE("strategy rows: what it says, and the default's name where it says nothing") {
  const StrategyTemplate strategy = StrategyTemplate::read(
      io::Document::parse("strategy: s\nclaim: it helps\npolicies: {scheduling: {policy: sjf}}\n"
                          "limits: {max_running: $most}\nparameters: {most: {values: [1, 2, 3]}}\n",
                          "s.yaml"));
  const io::Table table = strategy_rows({strategy});
  CHECK(
      table.render(io::TableFormat::csv) ==
      "strategy,claim,kind,opportunities,source,hook,admission,routing,scheduling,priority,"
      "chunking,reservation,preemption,eviction,offload,settings,parameters,free_parameters,grid_"
      "points,"
      "left_out_points\n"
      "s,it helps,,,,,always-admit,round-robin,sjf,constant,fixed,none,tail,lru,threshold,limits: "
      "max_running $most,\"most: 1, 2, 3 (1)\",1,3,"
      "0\n");
}

}  // namespace servesweep::sweep::strategy_rows_test
