#include "cli/commands/kept_rules.hpp"

#include "cli/output.hpp"
#include "engine/store/ruleset_repository.hpp"

namespace mutua::cli {

Result<std::string> hash_that_begins(const std::vector<std::string>& all,
                                     const std::string& shown) {
    std::vector<std::string> fitting;
    for (const std::string& hash : all) {
        if (hash.starts_with(shown)) { fitting.push_back(hash); }
    }
    if (fitting.size() == 1) { return fitting.front(); }
    if (fitting.empty()) {
        return Diagnostics{problem("U151", shown + ": the store keeps no such ruleset",
                                   all.empty() ? "it keeps none yet: the first is kept with the "
                                                 "first document"
                                               : "it keeps " + first_names(all, 5))};
    }
    return Diagnostics{problem("U151", shown + ": several rulesets begin like this",
                               "write more digits: " + first_names(fitting, 5))};
}

Result<std::vector<ruleset::SourceFile>> kept_rules(const Context& context,
                                                    const std::string& digits) {
    const Workspace workspace = open_workspace(context);
    store::Store store = open_store(workspace);
    store::RulesetRepository rulesets{store};
    const auto hash = hash_that_begins(rulesets.hashes(), "sha256:" + digits);
    if (!hash) { return hash.error(); }
    auto files = rulesets.load(*hash);
    require(files.has_value(), "a ruleset that is listed can be loaded");
    return std::move(*files);
}

}  // namespace mutua::cli
