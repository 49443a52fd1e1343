#include "cli/commands/kept_rules.hpp"

#include "cli/output.hpp"
#include "engine/store/ruleset_repository.hpp"

namespace mutua::cli {

Result<std::vector<ruleset::SourceFile>> kept_rules(const Context& context,
                                                    const std::string& digits) {
    const std::string shown = "sha256:" + digits;
    const Workspace workspace = open_workspace(context);
    store::Store store = open_store(workspace);
    store::RulesetRepository rulesets{store};
    const std::vector<std::string> all = rulesets.hashes();
    std::vector<std::string> fitting;
    for (const std::string& hash : all) {
        if (hash.starts_with(shown)) { fitting.push_back(hash); }
    }
    if (fitting.size() == 1) {
        auto files = rulesets.load(fitting.front());
        require(files.has_value(), "a ruleset that is listed can be loaded");
        return std::move(*files);
    }
    if (fitting.empty()) {
        return Diagnostics{problem("U151", shown + ": the store keeps no such ruleset",
                                   all.empty() ? "it keeps none yet: the first is kept with the "
                                                 "first document"
                                               : "it keeps " + first_names(all, 5))};
    }
    return Diagnostics{problem("U151", shown + ": several rulesets begin like this",
                               "write more digits: " + first_names(fitting, 5))};
}

}  // namespace mutua::cli
