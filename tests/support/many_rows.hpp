#pragma once

#include "engine/core/contract.hpp"
#include "engine/ruleset/run/column_calculator.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace mutua::test {

/// Amounts in cents by name, a row each.
using AmountColumns = std::map<std::string, std::vector<std::int64_t>>;

/// The figures of many payslips that are those of `row` but for some amounts: `differing`.
/// Errors: a rejected row is a ContractViolation.
inline AmountColumns many_rows(ruleset::ColumnCalculator& calculator, const std::string& package,
                               const std::vector<std::string>& figures, const ruleset::Case& row,
                               const AmountColumns& differing) {
    ruleset::Values values = row.common;
    for (const auto& [name, amounts] : differing) { values[name] = ruleset::Number{0, 2}; }
    std::vector<std::string> given;
    for (const auto& [name, value] : values) { given.push_back(name); }
    auto prepared = calculator.prepare(package, figures, row.clocks, given);
    require(prepared.faults().empty(), "columns answer the question");
    const std::size_t rows = differing.begin()->second.size();
    ruleset::ColumnRows asked{ruleset::RowTree::of_rows(rows), {}};
    for (const ruleset::ColumnShape& shape : prepared.inputs()) {
        const auto cell = calculator.cell_of(shape, values.at(shape.name));
        require(cell.has_value(), "the value is one of its input");
        ruleset::InputColumn column;
        const auto amounts = differing.find(shape.name);
        if (amounts != differing.end()) {
            column.values = amounts->second;
        } else {
            column.values.assign(rows, static_cast<std::int64_t>(cell->value));
        }
        if (shape.type.quotient) {
            column.denominators.assign(rows, static_cast<std::int64_t>(cell->denominator));
        }
        asked.inputs.push_back(std::move(column));
    }
    ruleset::ColumnResult result = prepared.run(asked);
    require(result.rejected.empty(), "every row is paid");
    AmountColumns answers;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        require(prepared.outputs()[i].name == figures[i] && result.outputs[i].wide.empty(),
                "figures come in the order in which they were asked, within 64 bits");
        answers[figures[i]] = std::move(result.outputs[i].values);
    }
    return answers;
}

/// `count` whole numbers from `first` on.
inline std::vector<std::int64_t> counted_from(std::int64_t first, std::int64_t count) {
    std::vector<std::int64_t> numbers(static_cast<std::size_t>(count));
    std::iota(numbers.begin(), numbers.end(), first);
    return numbers;
}

}  // namespace mutua::test
