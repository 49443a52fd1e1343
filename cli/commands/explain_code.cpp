#include "cli/commands/explain_code.hpp"

#include "engine/core/nearest.hpp"
#include "engine/ruleset/explain/code_pages.hpp"

#include <algorithm>
#include <ostream>

namespace mutua::cli {

namespace {

/// `r501` is R501.
std::string in_capitals(std::string code) {
    std::transform(code.begin(), code.end(), code.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return code;
}

void explain_code(const std::string& named, RulesContext& context) {
    const std::string code = in_capitals(named);
    const auto page = ruleset::code_page(code, context.language());
    if (!page) {
        std::string help = mutua::did_you_mean(code, ruleset::all_codes());
        if (help.empty()) {
            help =
                "codes of the rules have pages: R001 to R906, E101 to E901; of other codes the "
                "message and its help say all";
        }
        context.err << to_string(problem("U114", "there is no page for `" + named + "`", help))
                    << '\n';
        context.exit_code = ExitCode::usage;
        return;
    }
    context.out << (context.json() ? ruleset::to_json(*page)
                                   : ruleset::to_text(*page, context.language()));
}

}  // namespace

void add_explain_code(const Command& app, const std::shared_ptr<RulesContext>& context) {
    auto code = std::make_shared<std::string>();
    const Command explain = app.group("explain", "What a code means");
    const Command command = explain.command("code", "The page of a code: meaning, repair, example");
    command.option("CODE", *code, "A code such as R501").required();
    command.calls([code, context] { explain_code(*code, *context); });
}

}  // namespace mutua::cli
