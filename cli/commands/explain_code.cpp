#include "cli/commands/explain_code.hpp"

#include "cli/commands/program_codes.hpp"
#include "cli/commands/ubl_rule_pages.hpp"
#include "engine/core/nearest.hpp"

#include <algorithm>
#include <ostream>
#include <utility>

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
    auto page = page_of_code(code, context.language());
    if (!page) { page = page_of_ubl_rule(code, context.language()); }
    if (!page) {
        std::vector<std::string> all = ruleset::all_codes();
        for (std::string& one : program_codes()) { all.push_back(std::move(one)); }
        for (std::string& one : ubl_rule_ids()) { all.push_back(std::move(one)); }
        std::string help = mutua::did_you_mean(code, all);
        if (help.empty()) {
            help =
                "copy it from the message: a letter and three digits, such as R501, or a rule of "
                "e-invoices, such as BR-CO-15";
        }
        context.err << to_string(problem("U142", "there is no page for `" + named + "`", help))
                    << '\n';
        context.exit_code = ExitCode::usage;
        return;
    }
    context.out << (context.json() ? ruleset::to_json(*page)
                                   : ruleset::to_text(*page, context.language()));
}

}  // namespace

void add_explain_code(const Command& explain, const std::shared_ptr<RulesContext>& context) {
    auto code = std::make_shared<std::string>();
    const Command command = explain.command("code", "The page of a code: meaning, repair, example");
    command.example("mutua --lang fr explain code I204");
    command.option("CODE", *code, "A code such as R501, or a rule such as BR-CO-15").required();
    command.calls([code, context] { explain_code(*code, *context); });
}

}  // namespace mutua::cli
