#include "sweep/study/choice_grid.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/base/contract.h"

namespace servesweep::sweep {
namespace {

constexpr std::uint16_t kAbsent = std::numeric_limits<std::uint16_t>::max();

bool is_met(const std::vector<ChoiceGrid::Requirement>& requirements, const std::uint16_t* row) {
  return std::ranges::all_of(requirements, [&](const ChoiceGrid::Requirement& one) {
    return row[one.list] != kAbsent && one.choices[row[one.list]];
  });
}

}  // namespace

std::size_t ChoiceGrid::size() const {
  if (listed_ && !sizes_.empty()) return rows_.size() / sizes_.size();
  std::size_t size = 1;
  for (const std::size_t one : sizes_) size *= one;
  return size;
}

ChoiceGrid::Choices ChoiceGrid::at(std::size_t index) const {
  SERVESWEEP_EXPECT(index < size());
  Choices choices(sizes_.size());
  for (std::size_t i = sizes_.size(); i-- > 0;) {
    if (!listed_) {
      choices[i] = index % sizes_[i];
      index /= sizes_[i];
    } else if (row(index)[i] != kAbsent) {
      choices[i] = row(index)[i];
    }
  }
  return choices;
}

void ChoiceGrid::list_rows() {
  if (listed_) return;
  const std::size_t count = size();
  rows_.reserve(count * sizes_.size());
  for (std::size_t index = 0; index < count; ++index) {
    for (const auto& choice : at(index)) rows_.push_back(static_cast<std::uint16_t>(*choice));
  }
  listed_ = true;
}

bool ChoiceGrid::add(std::size_t size, const std::vector<Requirement>& requirements) {
  SERVESWEEP_EXPECT(size > 0 && size < kAbsent);
  if (requirements.empty() && !listed_) {
    if (this->size() * size > most_) return false;
    sizes_.push_back(size);
    return true;
  }
  list_rows();
  std::size_t count = 0;
  for (std::size_t i = 0; i < this->size(); ++i) count += is_met(requirements, row(i)) ? size : 1;
  if (count > most_) return false;
  std::vector<std::uint16_t> rows;
  rows.reserve(count * (sizes_.size() + 1));
  for (std::size_t i = 0; i < this->size(); ++i) {
    const bool exists = is_met(requirements, row(i));
    for (std::size_t choice = 0; choice < (exists ? size : 1); ++choice) {
      rows.insert(rows.end(), row(i), row(i) + sizes_.size());
      rows.push_back(exists ? static_cast<std::uint16_t>(choice) : kAbsent);
    }
  }
  rows_ = std::move(rows);
  sizes_.push_back(size);
  return true;
}

void ChoiceGrid::keep_if(const std::function<bool(const Choices&)>& allowed) {
  std::vector<std::uint16_t> rows;
  for (std::size_t index = 0; index < size(); ++index) {
    const Choices choices = at(index);
    if (!allowed(choices)) continue;
    for (const auto& choice : choices) {
      rows.push_back(choice ? static_cast<std::uint16_t>(*choice) : kAbsent);
    }
  }
  rows_ = std::move(rows);
  listed_ = true;
}

}  // namespace servesweep::sweep
