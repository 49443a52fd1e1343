#include "engine/ruleset/proof/case_text.hpp"

#include "engine/core/contract.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/oracle/value_text.hpp"
#include "engine/ruleset/run/question.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

class TestWriter {
public:
    TestWriter(const CheckedRuleset& rules, PackageId package, const Case& one)
        : rules_{rules}, package_{package}, case_{one} {}

    std::string text(const AskedFigures& asked, const ExactAnswer& exact) {
        text_ = "test \"a case on which the machines differ\"";
        write_days();
        write_given("", case_.common);
        for (std::size_t i = 0; i < case_.contracts.size(); ++i) {
            write_given(row_name(Scope::contract, i), case_.contracts[i]);
        }
        for (std::size_t i = 0; i < case_.clients.size(); ++i) {
            write_given(row_name(Scope::client, i), case_.clients[i]);
        }
        if (exact.faults.empty()) {
            write_figures(asked, exact);
        } else {
            text_ += "  expect fault " + exact.faults.begin()->code + "\n";
        }
        return std::move(text_);
    }

private:
    /// `on DATE`, or the clocks that do not follow from the end of the worked period.
    void write_days() {
        const Clocks& clocks = case_.clocks;
        if (Clocks::all(clocks.payment_date) == clocks) {
            text_ += " on " + mutua::to_string(clocks.payment_date) + "\n";
            return;
        }
        const Clocks usual = Clocks::all(clocks.work_end);
        text_ += "\n  on work_end " + mutua::to_string(clocks.work_end);
        const auto other = [this](const char* name, Date day, Date otherwise) {
            if (day == otherwise) { return; }
            text_ += std::string{", "} + name + " " + mutua::to_string(day);
        };
        other("work_start", clocks.work_start, usual.work_start);
        other("payment_date", clocks.payment_date, usual.payment_date);
        other("issue_date", clocks.issue_date, usual.issue_date);
        text_ += "\n";
    }

    /// `contract a of client k1 : `; nothing where there is one row only.
    [[nodiscard]] std::string row_name(Scope scope, std::size_t row) const {
        const bool several = case_.clients.size() > 1;
        const auto client_name = [](std::size_t at) { return "client k" + std::to_string(at + 1); };
        if (scope == Scope::client) { return several ? client_name(row) + " : " : ""; }
        if (scope != Scope::contract || (case_.contracts.size() < 2 && !several)) { return ""; }
        std::string name = "contract c" + std::to_string(row + 1);
        if (several && !case_.client_of.empty()) {
            name += " of " + client_name(case_.client_of.at(row));
        }
        return name + " : ";
    }

    void write_given(const std::string& row, const Values& values) {
        for (const auto& [name, value] : values) {
            const auto found = find_given(rules_, package_, name);
            require(found.has_value(), "a case gives what its package can read");
            const bool prior = rules_.definitions[*found].carry() != nullptr;
            write("  given " + row + (prior ? std::string{prior_mark} : "") + short_name(*found) +
                  " = " + value_text(value, rules_.definitions[*found].type));
        }
    }

    void write_figures(const AskedFigures& asked, const ExactAnswer& exact) {
        for (std::size_t f = 0; f < asked.definitions.size(); ++f) {
            const Definition& definition = rules_.definitions[asked.definitions[f]];
            for (std::size_t row = 0; row < exact.figures[f].size(); ++row) {
                const auto& figure = exact.figures[f][row];
                if (!figure) { continue; }
                const std::string where = row_name(*definition.scope, row);
                write("  expect " + where + short_name(asked.definitions[f]) +
                      (figure->second ? " = " + shown(rules_, figure->first, definition.type)
                                      : " not applicable"));
            }
        }
    }

    void write(const std::string& line) { text_ += line + "\n"; }

    [[nodiscard]] std::string short_name(DefinitionId id) const {
        const std::string& name = rules_.definitions[id].name;
        const auto found = find_definition(rules_, package_, name, Reach::reachable).found;
        const bool is_clear = found && found->definition == id && !found->field;
        return is_clear ? name : full_name(rules_, id);
    }

    [[nodiscard]] std::string value_text(const Value& value, const Type& type) const {
        const auto constant = exact_constant(rules_, value, type);
        require(constant.has_value(), "a value of a case is one of its type");
        if (std::holds_alternative<Fraction>(value)) { return to_string(value); }
        return shown(rules_, *constant, type);
    }

    const CheckedRuleset& rules_;
    PackageId package_;
    const Case& case_;
    std::string text_;
};

}  // namespace

std::string test_text(const CheckedRuleset& rules, PackageId package, const Case& one,
                      const AskedFigures& asked, const ExactAnswer& exact) {
    return TestWriter{rules, package, one}.text(asked, exact);
}

}  // namespace mutua::ruleset
