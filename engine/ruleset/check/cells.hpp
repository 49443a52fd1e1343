#pragma once

#include "engine/ruleset/check/constants.hpp"

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace mutua::ruleset {

/// Most cells that are looked at for one question.
inline constexpr std::size_t cells_max = 65'536;

/// Part of what a variable may be: one value, or all values strictly between two.
struct Part {
    Decimal value;                 ///< one value that lies in the part
    std::optional<Decimal> above;  ///< an open interval: its ends, where it has any
    std::optional<Decimal> below;
    bool is_point = true;
};

/// Something that conditions test against constants: an input, a rule, or a formula of these.
struct CellVariable {
    std::string key;   ///< equal for equal expressions
    std::string text;  ///< as the author wrote it
    Type type;
    const TypedExpression* subject = nullptr;
    std::optional<Decimal> low;
    std::optional<Decimal> high;
    std::vector<Decimal> constants;  ///< of numbers, dates (days) and items (positions)
    std::vector<std::string> codes;  ///< of codes
};

/// The variables of some conditions when the clocks stand on certain days. Conditions that compare
/// two variables, or that use what has no constant, are not decidable. Expressions outlive it.
class CellSpace {
public:
    CellSpace(const CheckedRuleset& rules, const ClockDays& days) : rules_{rules}, days_{days} {}

    /// Takes the atoms of a condition; false when it is not decidable.
    bool take(const TypedExpression& condition);

    /// Cuts the variables into parts. False when there are too many cells.
    bool cut();

    /// Whether every cell can be met: false where one variable may say something of another, since
    /// both are made of one input, or one of them is a rule or a carry.
    [[nodiscard]] bool are_independent() const;

    [[nodiscard]] std::size_t cell_count() const noexcept { return cell_count_; }

    /// Whether a condition that was taken holds in a cell.
    [[nodiscard]] bool holds(const TypedExpression& condition, std::size_t cell) const;

    /// "worker_category = blue_collar, gross_pay > 500.00"
    [[nodiscard]] std::string describe_cell(std::size_t cell) const;

private:
    bool take_atom(const TypedExpression& subject, const std::vector<const TypedExpression*>& to);
    CellVariable* variable(const TypedExpression& subject);
    [[nodiscard]] std::string key_of(const TypedExpression& expression) const;
    [[nodiscard]] std::vector<Part> parts_of(const CellVariable& variable) const;
    [[nodiscard]] std::vector<Part> number_parts(const CellVariable& variable) const;
    [[nodiscard]] const Part& part(std::size_t variable, std::size_t cell) const;
    [[nodiscard]] std::optional<Decimal> value_in(const TypedExpression& expression,
                                                  std::size_t cell) const;
    [[nodiscard]] std::optional<Decimal> as_number(const Constant& constant,
                                                   const CellVariable* variable) const;
    [[nodiscard]] std::size_t index_of(const std::string& key) const;
    [[nodiscard]] std::size_t place_of(const TypedExpression& expression) const;
    [[nodiscard]] const std::optional<Constant>& constant(const TypedExpression& expression) const;
    [[nodiscard]] std::string value_text(const CellVariable& variable, const Decimal& value) const;

    const CheckedRuleset& rules_;
    ClockDays days_;
    std::vector<CellVariable> variables_;
    std::vector<std::vector<Part>> parts_;
    std::size_t cell_count_ = 1;
    /// What holds() found out of an expression: every cell asks again.
    mutable std::unordered_map<const TypedExpression*, std::optional<Constant>> constants_;
    mutable std::unordered_map<const TypedExpression*, std::size_t> places_;
};

}  // namespace mutua::ruleset
