#include "sweep/study/length_law_text.h"

#include <fmt/format.h>

#include <charconv>

#include "sweep/study/choice.h"

namespace servesweep::sweep {
namespace {

using io::Document;
using io::Value;

engine::LengthLaw read_constant_length(const Document& node) {
  node.allow_only({"law", "value"});
  return engine::ConstantLength{.value = node.at("value").integer()};
}

/// Laws of a mean and a spread between two clamps.
template <class Law>
engine::LengthLaw read_clamped(const Document& node) {
  node.allow_only({"law", "mean", "std_dev", "min", "max"});
  Law law{.mean = node.at("mean").real(), .std_dev = node.at("std_dev").real()};
  if (const auto min = node.find("min")) law.min = min->integer();
  if (const auto max = node.find("max")) law.max = max->integer();
  return law;
}

engine::LengthLaw read_uniform(const Document& node) {
  node.allow_only({"law", "min", "max"});
  return engine::UniformLength{.min = node.at("min").integer(), .max = node.at("max").integer()};
}

engine::LengthLaw read_geometric(const Document& node) {
  node.allow_only({"law", "mean"});
  return engine::GeometricLength{.mean = node.at("mean").real()};
}

engine::LengthLaw read_exponential_length(const Document& node) {
  node.allow_only({"law", "mean"});
  return engine::ExponentialLength{.mean = node.at("mean").real()};
}

engine::LengthLaw read_pareto_lognormal(const Document& node) {
  node.allow_only({"law", "alpha", "xm", "mu", "sigma", "mix_weight"});
  return engine::ParetoLognormalLength{.alpha = node.at("alpha").real(),
                                       .xm = node.at("xm").real(),
                                       .mu = node.at("mu").real(),
                                       .sigma = node.at("sigma").real(),
                                       .mix_weight = node.at("mix_weight").real()};
}

engine::LengthLaw read_empirical(const Document& node) {
  node.allow_only({"law", "probabilities"});
  engine::EmpiricalLength law;
  for (const auto& [key, weight] : node.at("probabilities").entries()) {
    std::int64_t tokens = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), tokens);
    if (error != std::errc() || end != key.data() + key.size()) {
      throw weight.problem(fmt::format("'{}' is not a number of tokens", key), "",
                           "write tokens: weight");
    }
    if (!law.probabilities.emplace(tokens, weight.real()).second) {
      throw weight.problem(fmt::format("{} tokens are listed twice", tokens), "", "remove one");
    }
  }
  return law;
}

Value value_of(const engine::ConstantLength& law) {
  return Value::map().set("law", Value::text("constant")).set("value", Value::integer(law.value));
}

template <class Law>
Value value_of_clamped(const char* name, const Law& law) {
  return Value::map()
      .set("law", Value::text(name))
      .set("mean", Value::number(law.mean))
      .set("std_dev", Value::number(law.std_dev))
      .set("min", Value::integer(law.min))
      .set("max", Value::integer(law.max));
}

Value value_of(const engine::GaussianLength& law) {
  return value_of_clamped("gaussian", law);
}

Value value_of(const engine::LognormalLength& law) {
  return value_of_clamped("lognormal", law);
}

Value value_of(const engine::UniformLength& law) {
  return Value::map()
      .set("law", Value::text("uniform"))
      .set("min", Value::integer(law.min))
      .set("max", Value::integer(law.max));
}

Value value_of(const engine::GeometricLength& law) {
  return Value::map().set("law", Value::text("geometric")).set("mean", Value::number(law.mean));
}

Value value_of(const engine::ExponentialLength& law) {
  return Value::map().set("law", Value::text("exponential")).set("mean", Value::number(law.mean));
}

Value value_of(const engine::ParetoLognormalLength& law) {
  return Value::map()
      .set("law", Value::text("pareto-lognormal"))
      .set("alpha", Value::number(law.alpha))
      .set("xm", Value::number(law.xm))
      .set("mu", Value::number(law.mu))
      .set("sigma", Value::number(law.sigma))
      .set("mix_weight", Value::number(law.mix_weight));
}

Value value_of(const engine::EmpiricalLength& law) {
  Value probabilities = Value::map();
  for (const auto& [tokens, weight] : law.probabilities) {
    probabilities.set(std::to_string(tokens), Value::number(weight));
  }
  return Value::map()
      .set("law", Value::text("empirical"))
      .set("probabilities", std::move(probabilities));
}

}  // namespace

engine::LengthLaw read_length_law(const Document& node) {
  using Reader = engine::LengthLaw (*)(const Document&);
  return choose<Reader>(node.at("law"), {{"constant", read_constant_length},
                                         {"uniform", read_uniform},
                                         {"gaussian", read_clamped<engine::GaussianLength>},
                                         {"lognormal", read_clamped<engine::LognormalLength>},
                                         {"exponential", read_exponential_length},
                                         {"geometric", read_geometric},
                                         {"pareto-lognormal", read_pareto_lognormal},
                                         {"empirical", read_empirical}})(node);
}

Value to_value(const engine::LengthLaw& law) {
  return std::visit([](const auto& one) { return value_of(one); }, law);
}

}  // namespace servesweep::sweep
