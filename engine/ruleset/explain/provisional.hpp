#pragma once

#include "engine/ruleset/run/calculator.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mutua::ruleset {

/// A param, scale, table, rule or carry whose own evidence is provisional.
struct ProvisionalFigure {
    std::string name;                                         ///< with its package
    std::vector<std::pair<std::string, std::string>> labels;  ///< language, text

    /// In `language`, else in English, else the name without its package.
    [[nodiscard]] std::string label(std::string_view language) const;
};

/// Says which provisional figures an answer rests on: those that were looked at to compute it, in
/// a condition too, and not those of exceptions, branches, scales and tables that played no part.
/// Not for use by two threads at once.
class ProvisionalFigures {
public:
    explicit ProvisionalFigures(Ruleset rules);
    ~ProvisionalFigures();
    ProvisionalFigures(ProvisionalFigures&&) noexcept;
    ProvisionalFigures& operator=(ProvisionalFigures&&) noexcept;

    /// Each once, by name. Nothing of a name that `package` does not know, nor of a case whose
    /// values mean nothing: the calculator says so.
    [[nodiscard]] std::vector<ProvisionalFigure> used_by(std::string_view package,
                                                         const std::vector<std::string>& figures,
                                                         const Case& row);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace mutua::ruleset
