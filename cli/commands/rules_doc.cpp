#include "cli/commands/rules_doc.hpp"

#include "cli/context.hpp"
#include "engine/ruleset/explain/pages.hpp"

#include <ostream>

namespace mutua::cli {

ExitCode rules_doc(const RulesDocOptions& options, std::ostream& out, std::ostream& err) {
    const ruleset::CheckReport checked = check_rules(options.folder, options.today);
    if (checked.ruleset == nullptr) {
        write_findings(err, checked.findings, Format::text);
        return ExitCode::bad_input;
    }
    const std::vector<ruleset::RulesPage> pages =
        ruleset::rules_pages(checked.ruleset, options.language);
    make_folder(options.out);
    for (const ruleset::RulesPage& page : pages) {
        write_file(options.out / page.file, page.text, Readers::anybody, NewName::with_its_folder);
    }
    sync_folder(options.out);
    out << (options.out / "index.html").string() << '\n';
    err << counted(pages.size(), "page") << " written\n";
    return ExitCode::ok;
}

}  // namespace mutua::cli
