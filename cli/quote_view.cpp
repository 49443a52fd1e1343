#include "cli/quote_view.hpp"

#include "cli/output.hpp"

#include <fmt/format.h>

#include <ostream>

namespace mutua::cli {

namespace {

const char* heading(const std::string& section) {
    if (section == "client") { return "What the client pays"; }
    if (section == "cooperative") { return "What the cooperative sets aside"; }
    return section == "employer" ? "What the employer pays on top of gross pay"
                                 : "From gross to net, this engagement alone in its month";
}

void show_lines(const Context& context, const settlement::Quote& quote) {
    constexpr std::size_t label_width = 42;
    constexpr std::size_t amount_width = 12;
    std::string section;
    for (const settlement::QuoteLine& line : quote.lines) {
        if (line.section != section) {
            section = line.section;
            context.out << (&line == &quote.lines.front() ? "" : "\n") << heading(section) << '\n';
        }
        const std::string label = tabular::shortened(line.label.in(context.language), label_width);
        const std::string amount = to_string(line.amount);
        const std::size_t shown = tabular::display_width(label);
        context.out << "  " << label << std::string(label_width - shown, ' ')
                    << fmt::format("{:>{}}", amount, amount_width) << "  " << line.figure << '\n';
    }
}

void show_json(const Context& context, const settlement::Quote& quote) {
    tabular::TextTable table{{{"section", ""},
                              {"figure", ""},
                              {"package", ""},
                              {"label", ""},
                              {"amount", "", tabular::Align::right}}};
    for (const settlement::QuoteLine& line : quote.lines) {
        table.add({line.section, line.figure, line.package, line.label.in(context.language),
                   to_string(line.amount)});
    }
    const settlement::Acceptance& accepted = quote.acceptance;
    show(context, "lines", table,
         {{"price", "", to_string(accepted.price)},
          {"vat_treatment", "", accepted.vat.treatment},
          {"vat_rate", "", accepted.vat.rate},
          {"management_fee", "", to_string(accepted.management_fee)},
          {"salary_budget", "", to_string(accepted.salary_budget)},
          {"gross_pay", "", to_string(accepted.gross_pay)},
          {"employer_cost", "", to_string(accepted.employer_cost)},
          {"left_over", "", to_string(accepted.left_over())},
          {"net_pay", "", to_string(quote.net_pay)},
          {"expenses", "", to_string(accepted.expenses)},
          {"to_pay", "", to_string(quote.to_pay)},
          {"ruleset", "", accepted.ruleset}});
}

}  // namespace

void show_quote(const Context& context, const settlement::Quote& quote) {
    if (context.json) {
        show_json(context, quote);
    } else {
        show_lines(context, quote);
        const settlement::Acceptance& accepted = quote.acceptance;
        context.out << "\nPaid to the member: " << to_string(quote.to_pay);
        if (!accepted.expenses.is_zero()) {
            context.out << fmt::format(" ({} net and {} of expenses)", to_string(quote.net_pay),
                                       to_string(accepted.expenses));
        }
        context.out << ".\n";
        if (!accepted.left_over().is_zero()) {
            context.out << fmt::format("Left on the member's account: {}.\n",
                                       to_string(accepted.left_over()));
        }
        context.out << fmt::format(
            "VAT: {}. Contributions and tax are settled on the whole month; the net may move.\n"
            "Rules {}…; the last column names the rule: `mutua rules explain` tells it all.\n",
            accepted.vat.treatment, accepted.ruleset.substr(0, 19));
    }
    for (const settlement::CheckFinding& finding : quote.findings) {
        context.err << fmt::format(
            "{} {}: {}: {}\n", finding.severity == Severity::error ? "error" : "warning",
            finding.code, finding.field, finding.message.in(context.language));
    }
}

}  // namespace mutua::cli
