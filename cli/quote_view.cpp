#include "cli/quote_view.hpp"

#include "cli/output.hpp"
#include "formats/tabular/text_page.hpp"

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

/// A line: the label, wrapped where it must, the amount, and behind it the rule's name.
void add_line(tabular::TextPage& page, const settlement::QuoteLine& line, const Context& context) {
    constexpr std::size_t amount_end = 42;  // The names of rules have up to 36 letters.
    constexpr std::size_t rule_begin = amount_end + 2;
    page.row(line.label.in(context.language),
             {{to_string(line.amount), amount_end}, {line.figure, rule_begin + line.figure.size()}},
             {2, 2});
}

void show_lines(const Context& context, const settlement::Quote& quote) {
    tabular::TextPage page;
    std::string section;
    for (const settlement::QuoteLine& line : quote.lines) {
        if (line.section != section) {
            section = line.section;
            if (&line != &quote.lines.front()) { page.gap(); }
            page.text(heading(section));
        }
        add_line(page, line, context);
    }
    context.out << page.str();
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
        context.out << wrapped(fmt::format(
            "VAT: {}. Contributions and tax are settled on the whole month; the net may move.",
            accepted.vat.treatment));
        context.out << wrapped(fmt::format(
            "Rules {}…; the last column names the rule: `mutua rules explain` tells it all.",
            accepted.ruleset.substr(0, 19)));
    }
}

}  // namespace mutua::cli
