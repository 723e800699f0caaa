#include "sweep/study/simplex.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "sweep/study/parameter.h"
#include "sweep/study/rounded.h"

namespace servesweep::sweep {
namespace {

constexpr std::size_t kMostShares = 16;
constexpr std::int64_t kMostSteps = 10'000;
constexpr std::size_t kLargestLattice = 10'000;
constexpr double kTolerance = 1e-9;

double lattice_share(std::int64_t units, std::int64_t steps) {
  return rounded(static_cast<double>(units) / static_cast<double>(steps), 12);
}

/// Appends every way to share out `left` of the steps over the names from `shares.size()` on, until
/// there are too many. Depth: one call per name.
void add_lattice(Simplex& simplex, std::vector<double>& shares, std::int64_t left) {
  if (simplex.grid.size() > kLargestLattice) return;
  if (shares.size() + 1 == simplex.names.size()) {
    simplex.grid.push_back(shares);
    simplex.grid.back().push_back(lattice_share(left, simplex.steps));
    return;
  }
  for (std::int64_t units = left; units >= 0; --units) {
    shares.push_back(lattice_share(units, simplex.steps));
    add_lattice(simplex, shares, left - units);
    shares.pop_back();
  }
}

void read_names(const io::Document& list, Simplex& simplex) {
  for (const io::Document& item : list.items()) {
    std::string name = item.text();
    if (!is_parameter_name(name)) {
      throw item.problem(fmt::format("'{}' cannot be a parameter name", name), "",
                         "use letters, digits and _");
    }
    simplex.names.push_back(std::move(name));
  }
  if (simplex.names.size() < 2 || simplex.names.size() > kMostShares) {
    throw list.problem(fmt::format("names {} shares", simplex.names.size()),
                       "they add up to 1 among themselves",
                       fmt::format("name 2 to {}", kMostShares));
  }
}

void read_simplex_default(const io::Document& node, Simplex& simplex) {
  std::vector<double> shares;
  for (const io::Document& item : node.items()) shares.push_back(item.real());
  if (!simplex.contains(shares)) {
    throw node.problem(fmt::format("[{}] are no shares of a whole", fmt::join(shares, ", ")), "",
                       fmt::format("give {} numbers >= 0 that add up to 1", simplex.names.size()));
  }
  simplex.fallback = std::move(shares);
}

void read_lattice(const io::Document& spec, Simplex& simplex) {
  const auto steps = spec.find("steps");
  if (!steps && simplex.fallback) {
    simplex.grid = {*simplex.fallback};
    return;
  }
  if (!steps) {
    throw spec.problem("has neither steps nor a default", "nothing says which shares to take",
                       "add steps: n, or default: [...] to stay there under grid search");
  }
  simplex.steps = steps->integer(1, kMostSteps);
  std::vector<double> shares;
  add_lattice(simplex, shares, simplex.steps);
  if (simplex.grid.size() > kLargestLattice) {
    throw steps->problem(fmt::format("the lattice has more than {} points", kLargestLattice), "",
                         "use fewer steps");
  }
}

}  // namespace

Simplex Simplex::read(const std::string& name, const io::Document& spec) {
  if (!is_parameter_name(name)) {
    throw spec.problem(fmt::format("'{}' cannot be a parameter name", name), "",
                       "use letters, digits and _");
  }
  spec.allow_only({"simplex", "steps", "default", "meaning", "when"});
  Simplex simplex;
  simplex.name = name;
  read_names(spec.at("simplex"), simplex);
  if (const auto node = spec.find("default")) read_simplex_default(*node, simplex);
  read_lattice(spec, simplex);
  if (const auto meaning = spec.find("meaning")) simplex.meaning = meaning->text();
  return simplex;
}

const std::vector<double>& Simplex::default_shares() const {
  return fallback ? *fallback : grid.front();
}

bool Simplex::contains(const std::vector<double>& shares) const {
  double sum = 0;
  for (const double share : shares) {
    if (!(share >= 0)) return false;
    sum += share;
  }
  return shares.size() == names.size() && std::abs(sum - 1) <= kTolerance;
}

std::string Simplex::names_text() const {
  return fmt::format("{}", fmt::join(names, ", "));
}

io::Value Simplex::to_value() const {
  io::Value value = io::Value::map();
  io::Value list = io::Value::list();
  for (const std::string& one : names) list.add(io::Value::text(one));
  value.set("simplex", std::move(list));
  if (steps > 0) value.set("steps", io::Value::integer(steps));
  if (fallback) {
    io::Value shares = io::Value::list();
    for (const double share : *fallback) shares.add(io::Value::number(share));
    value.set("default", std::move(shares));
  }
  if (!meaning.empty()) value.set("meaning", io::Value::text(meaning));
  if (!when.empty()) value.set("when", when.to_value());
  return value;
}

}  // namespace servesweep::sweep
