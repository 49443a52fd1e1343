#include "engine/service/verify.hpp"

#include "cli/commands/chosen.hpp"
#include "cli/documents.hpp"
#include "cli/output.hpp"

#include <fmt/format.h>

namespace mutua::cli {

namespace {

ExitCode verify(const Context& context) {
    Session session = open_session(context);
    const service::Verification found =
        service::verify(session.store, session.entity().code, session.workspace.package,
                        session.rules.accounts(reading_day(session, context.today)),
                        document_tools(), progress_line(context, "verifying"));
    tabular::TextTable table{{{"code", "Code"}, {"where", "Where"}, {"text", "What is wrong"}}};
    for (const store::Damage& damage : found.damages) {
        table.add({damage.code, damage.where, damage.text});
        if (!context.json) {
            context.out << fmt::format("{}: error {}: {}\n", damage.where, damage.code,
                                       damage.text);
        }
    }
    const std::string differences =
        found.difference_slips == 0
            ? ""
            : ", " + counted_items(found.difference_slips, "difference slip");
    const std::string notes =
        found.credit_notes == 0 ? "" : ", " + counted_items(found.credit_notes, "credit note");
    const std::string looked_at = fmt::format(
        "{}, {}{}, {}{}, {}", counted_items(found.acceptances, "acceptance"),
        counted_items(found.invoices, "invoice"), notes, counted_items(found.payslips, "payslip"),
        differences, found.entries == 1 ? "1 entry" : fmt::format("{} entries", found.entries));
    if (context.json) {
        show(context, "damages", table,
             {{"acceptances", "", std::to_string(found.acceptances)},
              {"invoices", "", std::to_string(found.invoices)},
              {"credit_notes", "", std::to_string(found.credit_notes)},
              {"payslips", "", std::to_string(found.payslips)},
              {"difference_slips", "", std::to_string(found.difference_slips)},
              {"received_documents", "", std::to_string(found.received)},
              {"entries", "", std::to_string(found.entries)},
              {"chain_head", "", found.chain_head}});
    } else if (found.damages.empty()) {
        const std::string books =
            "All is well: entries balance, numbers have no gaps, totals tie, the chain is whole;";
        const std::string replayed = looked_at + " replayed to the same bytes.";
        context.out << (context.out_is_terminal ? wrapped(books + " " + replayed)
                                                : books + "\n" + replayed + "\n");
        if (found.received > 0) {
            context.out << counted_items(found.received, "received document")
                        << (found.received == 1 ? " is whole.\n" : " are whole.\n");
        }
        context.out << "Chain head " << (found.chain_head.empty() ? "(empty)" : found.chain_head)
                    << '\n';
    } else {
        context.out << counted_items(found.damages.size(), "damage") << " found in " << looked_at
                    << ".\n";
    }
    return found.damages.empty() ? ExitCode::ok : ExitCode::bad_input;
}

}  // namespace

void add_verify(const Command& app, Chosen& chosen) {
    app.command("verify", "Prove the books: balance, numbers, totals, chain, and every replay")
        .calls([&chosen] { chosen.work = verify; });
}

}  // namespace mutua::cli
