#include "engine/ruleset/proof/answers.hpp"

#include "engine/core/contract.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

/// The rows of the cases of a batch as one tree, and which of the cases each row belongs to.
struct JoinedRows {
    RowTree tree;
    std::array<std::vector<std::size_t>, scope_count> case_of;
};

JoinedRows joined(const CaseBatch& batch, const std::vector<std::size_t>& chosen) {
    JoinedRows made;
    auto& [contracts, payslips, members, clients] = made.case_of;
    RowTree& tree = made.tree;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        const Case& one = batch.cases[chosen[i]];
        const auto payslip = static_cast<std::uint32_t>(i);
        for (const std::size_t client : one.client_of) {
            tree.payslip_of.push_back(payslip);
            tree.client_of.push_back(static_cast<std::uint32_t>(clients.size() + client));
            contracts.push_back(i);
        }
        clients.insert(clients.end(), one.clients.size(), i);
        payslips.push_back(i);
        members.push_back(i);
        tree.member_of.push_back(payslip);
    }
    tree.count = {contracts.size(), payslips.size(), members.size(), clients.size()};
    if (batch.one_each) { tree = RowTree::of_rows(chosen.size()); }
    return made;
}

}  // namespace

std::string text_of(const FaultPlaces& faults) {
    std::string text;
    for (const FaultPlace& one : faults) {
        text += (text.empty() ? "" : ", ") + one.code + " " + one.name;
        if (one.contract) { text += " of contract " + std::to_string(*one.contract + 1); }
    }
    return text.empty() ? "no fault" : text;
}

ThreeWays::ThreeWays(const Ruleset& ruleset, PackageId package, const RandomCases& random,
                     const ProgramChange& change_rows, const ProgramChange& change_columns)
    : rules_{*ruleset},
      package_{package},
      by_rows_{ruleset, change_rows},
      by_columns_{ruleset, change_columns},
      exact_{rules_} {
    for (const DefinitionId id : random.reached()) {
        const Definition& one = rules_.definitions[id];
        if (one.scope) { named_[one.name].push_back(id); }
    }
}

bool ThreeWays::is_of_contracts(const std::string& code, const std::string& name) const {
    const auto named = named_.find(name);
    // Where a number grows too large, only the case is known.
    return code != "E901" && named != named_.end() &&
           std::all_of(named->second.begin(), named->second.end(), [this](DefinitionId id) {
               return rules_.definitions[id].scope == Scope::contract;
           });
}

/// A fault of contracts that names none is one of each: its test reads no value of a contract.
void ThreeWays::add_faults(FaultPlaces& found, const std::vector<Fault>& faults, const Case& one,
                           std::optional<std::size_t> contract) const {
    for (const Fault& fault : faults) {
        if (fault.code == "E801") { continue; }
        if (!is_of_contracts(fault.code, fault.name)) {
            found.insert({fault.code, fault.name, std::nullopt});
            continue;
        }
        const auto only = contract ? contract : fault.contract;
        for (std::size_t i = 0; i < one.contracts.size(); ++i) {
            if (!only || *only == i) { found.insert({fault.code, fault.name, i}); }
        }
    }
}

MachineAnswer ThreeWays::by_rows(const AskedFigures& asked, const Case& one) {
    MachineAnswer made;
    const Outcome outcome = by_rows_.evaluate(rules_.packages[package_].name, asked.names, one);
    add_faults(made.faults, outcome.faults, one, std::nullopt);
    if (!outcome.ok()) { return made; }
    for (const std::string& name : asked.names) {
        auto& figures = made.figures.emplace_back();
        for (const Figure& figure : outcome.figures.at(name)) {
            figures.emplace_back(std::pair{figure.value, figure.applicable});
        }
    }
    return made;
}

std::vector<MachineAnswer> ThreeWays::by_columns(const AskedFigures& asked, const CaseBatch& batch,
                                                 const std::vector<std::size_t>& chosen) {
    std::vector<MachineAnswer> answers(chosen.size());
    if (chosen.empty()) { return answers; }
    PreparedColumns prepared =
        by_columns_.prepare(rules_.packages[package_].name, asked.names, batch.clocks, batch.given);
    if (!prepared.faults().empty()) {
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            add_faults(answers[i].faults, prepared.faults(), batch.cases[chosen[i]], std::nullopt);
        }
        return answers;
    }
    const JoinedRows rows = joined(batch, chosen);
    ColumnRows columns;
    columns.tree = rows.tree;
    for (const ColumnShape& shape : prepared.inputs()) {
        columns.inputs.push_back(column_of(shape, batch, chosen));
    }
    const ColumnResult result = prepared.run(columns);
    const auto& contracts = rows.case_of[static_cast<std::size_t>(Scope::contract)];
    for (const RejectedRow& one : result.rejected) {
        const std::size_t at = rows.case_of[static_cast<std::size_t>(one.scope)].at(one.row);
        std::optional<std::size_t> contract;
        if (one.scope == Scope::contract && !batch.one_each) {
            const auto first = std::lower_bound(contracts.begin(), contracts.end(), at);
            contract = one.row - static_cast<std::size_t>(first - contracts.begin());
        }
        add_faults(answers[at].faults, one.faults, batch.cases[chosen[at]], contract);
    }
    read_columns(prepared, result, rows.case_of, batch.one_each, answers);
    return answers;
}

InputColumn ThreeWays::column_of(const ColumnShape& shape, const CaseBatch& batch,
                                 const std::vector<std::size_t>& chosen) {
    InputColumn column;
    const auto put = [&](const Values& values) {
        const auto found = values.find(shape.name);
        column.given.push_back(found != values.end() ? 1 : 0);
        ColumnCalculator::Cell cell;
        if (found != values.end()) {
            const auto bound = by_columns_.cell_of(shape, found->second);
            require(bound.has_value(), "a random value lies in its range");
            cell = *bound;
        }
        column.values.push_back(0);
        if (shape.type.quotient) { column.denominators.push_back(1); }
        column.put(column.values.size() - 1, cell);
    };
    for (const std::size_t index : chosen) {
        const Case& one = batch.cases[index];
        if (shape.scope == Scope::contract) {
            for (const Values& row : one.contracts) { put(row); }
        } else if (shape.scope == Scope::client) {
            for (const Values& row : one.clients) { put(row); }
        } else {
            put(one.common);
        }
    }
    const bool all = std::all_of(column.given.begin(), column.given.end(),
                                 [](std::uint8_t one) { return one != 0; });
    if (all) { column.given.clear(); }
    return column;
}

void ThreeWays::read_columns(const PreparedColumns& prepared, const ColumnResult& result,
                             const CasesOfRows& case_of, bool one_each,
                             std::vector<MachineAnswer>& answers) const {
    std::set<std::pair<Scope, std::size_t>> rejected;
    for (const RejectedRow& one : result.rejected) { rejected.emplace(one.scope, one.row); }
    const auto is_rejected = [&](Scope scope, std::size_t row) {
        // Rows of one contract each are rejected whole.
        return one_each ? !answers[row].faults.empty() : rejected.count({scope, row}) > 0;
    };
    for (std::size_t f = 0; f < result.outputs.size(); ++f) {
        const ColumnShape& shape = prepared.outputs()[f];
        const OutputColumn& column = result.outputs[f];
        for (MachineAnswer& one : answers) { one.figures.emplace_back(); }
        for (std::size_t row = 0; row < column.values.size(); ++row) {
            auto& figures =
                answers[case_of[static_cast<std::size_t>(shape.scope)].at(row)].figures[f];
            if (is_rejected(shape.scope, row)) {
                figures.emplace_back();
                continue;
            }
            const bool applies = column.applicable.empty() || column.applicable[row] != 0;
            figures.emplace_back(std::pair{by_columns_.value_of(shape, column.at(row)), applies});
        }
    }
}

ExactAnswer ThreeWays::exactly(const AskedFigures& asked, const Case& one) {
    auto row = exact_case(rules_, package_, one);
    require(row.has_value(), "a random case means something");
    exact_.begin(std::move(*row));
    ExactAnswer made;
    for (const DefinitionId id : asked.definitions) {
        auto& figures = made.figures.emplace_back();
        for (std::size_t i = 0; i < exact_.rows(*rules_.definitions[id].scope); ++i) {
            const ExactFigure* figure = exact_.figure(id, i);
            figures.emplace_back();
            if (figure != nullptr) { figures.back() = {figure->value, figure->applicable}; }
        }
    }
    exact_.finish();
    for (const ExactFault& fault : exact_.faults()) {
        const std::string& name = rules_.definitions[fault.definition].name;
        made.faults.insert(
            {fault.code, name, is_of_contracts(fault.code, name) ? fault.row : std::nullopt});
    }
    return made;
}

std::optional<FaultPlace> ThreeWays::without_reason(const FaultPlaces& faults,
                                                    const ExactAnswer& exact) {
    const auto is_computed = [this](DefinitionId id) {
        for (std::size_t row = 0; row < exact_.rows(*rules_.definitions[id].scope); ++row) {
            if (exact_.figure(id, row) == nullptr) { return false; }
        }
        return true;
    };
    for (const FaultPlace& one : faults) {
        if (exact.faults.count(one) > 0) { continue; }
        const auto named = named_.find(one.name);
        const bool reason =
            named == named_.end() || std::any_of(named->second.begin(), named->second.end(),
                                                 [&](DefinitionId id) { return !is_computed(id); });
        if (!reason) { return one; }
    }
    return std::nullopt;
}

}  // namespace mutua::ruleset
