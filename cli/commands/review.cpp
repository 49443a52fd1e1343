#include "engine/service/review.hpp"

#include "cli/commands/chosen.hpp"
#include "cli/commands/reason.hpp"
#include "cli/import_checks.hpp"
#include "cli/output.hpp"

#include <fmt/format.h>

#include <map>
#include <memory>

namespace mutua::cli {

namespace {

using service::Reviewed;
using tabular::Align;
using tabular::Width;

struct ReviewOptions {
    std::string code;
    std::string order;
    bool all = false;
    std::vector<std::string> codes;
    std::string reason;
    std::string status = "submitted";
};

std::string joined_dates(const std::vector<Date>& days) {
    std::string text = to_string(days.front());
    if (days.size() > 1) { text += fmt::format(" +{}", days.size() - 1); }
    return text;
}

/// Why declarations were turned down: too long for a table that people read.
void tell_rejections(const Context& context, const std::vector<store::StoredDeclaration>& listed) {
    bool any = false;
    for (const store::StoredDeclaration& stored : listed) {
        if (!stored.rejection) { continue; }
        context.out << (any ? "" : "\n")
                    << wrapped(fmt::format("{} was rejected: {}", stored.declaration.code.text(),
                                           *stored.rejection));
        any = true;
    }
}

ExitCode review_list(const Context& context, const ReviewOptions& options) {
    Session session = open_session(context);
    store::FactRepository facts{session.store, session.entity().code};
    const bool for_people = context.out_is_terminal && !context.json;
    std::vector<tabular::TextColumn> columns{
        {"declaration", "Declaration"},
        {"member", "Member"},
        {"client", "Client"},
        {"worked", "Worked"},
        {"price", "Price", Align::right},
        {"status", "Status"},
        {"description", "Description", Align::left, Width::cut}};
    if (!for_people) { columns.push_back({"rejection", ""}); }
    tabular::TextTable table{std::move(columns)};
    std::vector<store::StoredDeclaration> listed = facts.declarations();
    std::erase_if(listed, [&](const store::StoredDeclaration& stored) {
        return options.status != "any" && options.status != to_string(stored.status);
    });
    for (const store::StoredDeclaration& stored : listed) {
        std::vector<std::string> cells{
            stored.declaration.code.text(),      stored.declaration.member.text(),
            stored.declaration.client.text(),    joined_dates(stored.declaration.work_dates),
            to_string(stored.declaration.price), std::string{to_string(stored.status)},
            stored.declaration.description};
        if (!for_people) { cells.push_back(stored.rejection.value_or("")); }
        table.add(std::move(cells));
    }
    show(context, table);
    if (for_people) { tell_rejections(context, listed); }
    return ExitCode::ok;
}

void tell(const Context& context, const Reviewed& reviewed) {
    for (const settlement::CheckFinding& finding : reviewed.findings) {
        context.err << reviewed.declaration.text() << ": "
                    << to_string(as_diagnostic(finding, context.language)) << '\n';
    }
    for (const Diagnostic& fault : reviewed.faults) {
        context.err << reviewed.declaration.text() << ": " << to_string(fault) << '\n';
    }
    if (reviewed.outcome == Reviewed::Outcome::unknown) {
        context.err << fmt::format(
            "error I503: {}: no such declaration\n  = help: `mutua review list` shows them\n",
            reviewed.declaration.text());
    }
}

/// Warnings of what was accepted: each text once, with the codes of its declarations.
void tell_all(const Context& context, const std::vector<Reviewed>& results) {
    std::map<std::string, std::pair<Diagnostic, std::vector<std::string>>> warnings;
    for (const Reviewed& reviewed : results) {
        if (reviewed.outcome != Reviewed::Outcome::accepted) {
            tell(context, reviewed);
            continue;
        }
        for (const settlement::CheckFinding& finding : reviewed.findings) {
            Diagnostic warning = as_diagnostic(finding, context.language);
            auto& told = warnings[to_string(warning)];
            told.first = std::move(warning);
            told.second.push_back(reviewed.declaration.text());
        }
    }
    for (auto& [key, told] : warnings) {
        told.first.message = first_names(told.second) + ": " + told.first.message;
        context.err << to_string(told.first) << '\n';
    }
}

ExitCode review_accept(const Context& context, const ReviewOptions& options) {
    if (options.all == !options.codes.empty()) {
        throw CommandFailure{ExitCode::usage,
                             "error U130: name the declarations, or write --all for every "
                             "submitted one"};
    }
    Session session = open_session(context);
    std::vector<DeclarationCode> codes;
    for (const std::string& code : options.codes) { codes.emplace_back(code); }
    const auto results =
        service::accept_declarations(session.store, session.entity().code, session.rules, codes,
                                     context.today, progress_line(context, "reviewing"));
    tell_all(context, results);
    const auto count = [&](Reviewed::Outcome outcome) {
        return static_cast<std::size_t>(
            std::count_if(results.begin(), results.end(),
                          [&](const Reviewed& reviewed) { return reviewed.outcome == outcome; }));
    };
    const std::size_t accepted = count(Reviewed::Outcome::accepted);
    const std::size_t left = count(Reviewed::Outcome::refused) + count(Reviewed::Outcome::unknown);
    if (accepted == 0 && left == 0) {
        context.out
            << "Nothing to accept: every declaration was decided before. Nothing changed.\n";
        return ExitCode::ok;
    }
    context.out << fmt::format("Accepted {}", counted_items(accepted, "declaration"));
    if (left > 0) { context.out << fmt::format("; {} not accepted, see above", left); }
    context.out << ".\n";
    if (left == 0) { return ExitCode::ok; }
    return accepted > 0 ? ExitCode::partly_done : ExitCode::bad_input;
}

ExitCode review_reject(const Context& context, const ReviewOptions& options) {
    prove_reason(options.reason, "the member");
    Session session = open_session(context);
    ExitCode worst = ExitCode::ok;
    for (const std::string& code : options.codes) {
        const auto outcome =
            service::reject_declaration(session.store, session.entity().code, DeclarationCode{code},
                                        options.reason, context.today);
        if (outcome == Reviewed::Outcome::unknown) {
            tell(context, {DeclarationCode{code}, outcome, {}, {}});
            worst = ExitCode::bad_input;
        } else if (outcome == Reviewed::Outcome::unchanged) {
            const auto stored =
                store::FactRepository{session.store, session.entity().code}.declaration(
                    DeclarationCode{code});
            if (stored && stored->status == store::DeclarationStatus::rejected) {
                context.out << code << " was rejected before: nothing changed.\n";
            } else {
                const std::string number =
                    stored && stored->invoice ? stored->invoice->text() : "NUMBER";
                context.err << fmt::format(
                    "error I504: {}: was accepted before, and stays so\n  = help: what was "
                    "accepted is corrected by a credit note, not by a rejection: `mutua invoice "
                    "credit {}`{}\n",
                    code, number, number == "NUMBER" ? ", once it is invoiced" : "");
                worst = ExitCode::bad_input;
            }
        } else {
            context.out << "Rejected " << code << ".\n";
        }
    }
    return worst;
}

/// The number as the client gave it: one line of text that fits the invoice.
std::string order_number(const std::string& given) {
    constexpr std::size_t longest = 100;
    const bool is_blank = given.find_first_not_of(' ') == std::string::npos;
    const bool is_long = given.size() > longest;
    if (!is_blank && !is_long && printable(given) == given) { return given; }
    throw CommandFailure{
        ExitCode::usage,
        fmt::format("error I531: `{}` is no order number\n  = help: write it as the client gave "
                    "it, on one line, in at most {} characters",
                    printable(given.substr(0, longest)), longest)};
}

ExitCode review_order(const Context& context, const ReviewOptions& options) {
    const std::string number = order_number(options.order);
    const DeclarationCode code{options.code};
    Session session = open_session(context);
    using service::OrderRecorded;
    const auto became =
        service::record_order(session.store, session.entity().code, code, number, context.today);
    if (became == OrderRecorded::recorded) {
        context.out << fmt::format("{} is invoiced with order {}.\n", code.text(), number);
        return ExitCode::ok;
    }
    if (became == OrderRecorded::unchanged) {
        context.out << fmt::format("{} has this order already: nothing changed.\n", code.text());
        return ExitCode::ok;
    }
    if (became == OrderRecorded::unknown) {
        tell(context, {code, Reviewed::Outcome::unknown, {}, {}});
        return ExitCode::bad_input;
    }
    const bool is_invoiced = became == OrderRecorded::invoiced;
    context.err << fmt::format(
        "error I530: {}: {}\n  = help: {}\n", code.text(),
        is_invoiced ? "was invoiced before the order came" : "has another order already",
        is_invoiced ? "credit the invoice, and declare the work again with its order_reference"
                    : "an order is recorded once: credit the invoice when it has gone out, and "
                      "declare the work again");
    return ExitCode::bad_input;
}

}  // namespace

void add_review(const Command& app, Chosen& chosen) {
    const Command review = app.group("review", "Look at submitted declarations and decide");
    auto options = std::make_shared<ReviewOptions>();

    const Command list = review.command("list", "Declarations and where they stand");
    list.option("--status", options->status,
                "submitted (default), accepted, rejected, invoiced, credited or any")
        .one_of({"submitted", "accepted", "rejected", "invoiced", "credited", "any"});
    list.calls([&chosen, options] {
        chosen.work = [options](const Context& context) { return review_list(context, *options); };
    });

    const Command accept =
        review.command("accept", "Accept: price and provisional breakdown are fixed from then on");
    accept.flag("--all", options->all, "Every submitted declaration");
    accept.option("declarations", options->codes, "Codes of declarations");
    accept.calls([&chosen, options] {
        chosen.work = [options](const Context& context) {
            return review_accept(context, *options);
        };
    });

    const Command reject = review.command("reject", "Turn down, with a reason");
    reject.option("declarations", options->codes, "Codes of declarations").required();
    reject.option("--reason", options->reason, "Why; the member reads it").required();
    reject.calls([&chosen, options] {
        chosen.work = [options](const Context& context) {
            return review_reject(context, *options);
        };
    });

    const Command order = review.command(
        "order", "Record the client's order for a declaration that came without one");
    order.option("declaration", options->code, "Code of the declaration").required();
    order.option("number", options->order, "The client's order, as it gave it").required();
    order.calls([&chosen, options] {
        chosen.work = [options](const Context& context) { return review_order(context, *options); };
    });
}

}  // namespace mutua::cli
