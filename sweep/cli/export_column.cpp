#include "sweep/cli/export_column.h"

#include <map>

#include "sweep/cli/streamed_rows.h"

namespace servesweep::sweep {

std::vector<std::string> names_of(const std::vector<ExportColumn>& columns) {
  std::vector<std::string> names;
  for (const ExportColumn& column : columns) names.push_back(column.name);
  return names;
}

void write_column_list(Output& out, const AnswerFormat& format,
                       const std::vector<ExportColumn>& columns) {
  StreamedRows writer(out, format, {"column", "unit", "meaning"}, io::Value::map());
  for (const ExportColumn& column : columns) {
    writer.write({column.name, column.unit, column.meaning});
  }
  writer.finish();
}

std::vector<ExportColumn> described(const std::vector<std::string>& run_cells) {
  static const std::map<std::string, std::string> kMeanings{
      {"plan_index", "position in the plan"},
      {"run_key", "run key: 32 hex digits, the same for equal simulations"},
      {"strategy", "name of its strategy"},
      {"point", "its point: a strategy with every parameter fixed"},
      {"workload", "name of its workload"},
      {"seed", "seed of the run"}};
  std::vector<ExportColumn> columns;
  for (const std::string& name : run_cells) {
    const auto known = kMeanings.find(name);
    columns.push_back({name, "",
                       known != kMeanings.end()
                           ? known->second
                           : "a parameter; empty where the strategy does not have it"});
  }
  return columns;
}

}  // namespace servesweep::sweep
