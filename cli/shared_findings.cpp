#include "cli/shared_findings.hpp"

#include "cli/output.hpp"

#include <fmt/format.h>

#include <map>
#include <ostream>

namespace mutua::cli {

namespace {

/// Those with the same problem; the first of them tells it in full.
struct SharedBy {
    std::size_t first = 0;  ///< place in the list of findings
    std::vector<std::string> names;
};

std::map<std::string, SharedBy> shared_by(const std::vector<NamedFinding>& findings) {
    std::map<std::string, SharedBy> shared;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const NamedFinding& one = findings[i];
        if (one.same_as.empty()) { continue; }
        SharedBy& same = shared.try_emplace(one.same_as, SharedBy{i, {}}).first->second;
        const bool is_again = !same.names.empty() && same.names.back() == one.name;
        if (!is_again) { same.names.push_back(one.name); }
    }
    return shared;
}

}  // namespace

void tell_shared(const Context& context, const std::vector<NamedFinding>& findings,
                 const Sharing& sharing) {
    if (context.json) {
        Diagnostics all;
        for (const NamedFinding& one : findings) { all.push_back(one.finding); }
        return report(context, all);
    }
    const auto shared = shared_by(findings);
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const auto same = shared.find(findings[i].same_as);
        const bool is_shared =
            same != shared.end() && same->second.names.size() > sharing.told_one_by_one;
        if (is_shared && same->second.first != i) { continue; }
        report(context, {findings[i].finding});
        if (!is_shared) { continue; }
        const std::vector<std::string>& names = same->second.names;
        const std::vector<std::string> others{names.begin() + 1, names.end()};
        context.err << fmt::format("  = note: the same in {}{}{}\n",
                                   counted_items(others.size(), sharing.one), sharing.before_names,
                                   first_names(others));
    }
}

}  // namespace mutua::cli
