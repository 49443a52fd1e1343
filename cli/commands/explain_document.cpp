#include "cli/commands/chosen.hpp"
#include "cli/commands/figure_answer.hpp"
#include "cli/commands/rules_eval.hpp"
#include "cli/commands/stored_documents.hpp"
#include "cli/documents.hpp"
#include "cli/output.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/explain/reach.hpp"
#include "engine/ruleset/oracle/value_text.hpp"
#include "engine/service/document_questions.hpp"
#include "engine/store/credit_note_repository.hpp"

#include <algorithm>
#include <memory>
#include <ostream>
#include <set>

namespace mutua::cli {

namespace {

using service::DocumentQuestion;
using settlement::AskedQuestion;
using Questions = std::vector<DocumentQuestion>;

/// What was typed behind `explain payslip`.
struct DocumentOptions {
    std::string key;
    std::string figure;
    FigureOptions how;
};

/// A document whose figures are explained.
struct Document {
    std::string kind;  ///< the command: "payslip"
    std::string key;   ///< "PAY-17"
};

Streams streams_of(const Context& context) {
    return {context.out, context.err, context.json ? Format::json : Format::text};
}

ruleset::DefinitionId definition_of(const DocumentQuestion& question, const std::string& figure) {
    const auto& rules = *question.rules->rules();
    const auto package = ruleset::find_package(rules, question.rules->package());
    require(package.has_value(), "a rulebook has its package");
    const auto search =
        ruleset::find_definition(rules, *package, figure, ruleset::Reach::reachable);
    require(search.found.has_value(), "a figure that was asked or looked up is known");
    return search.found->definition;
}

std::vector<std::string> names_given(const ruleset::Case& row) {
    std::vector<std::string> names;
    for (const auto& [name, value] : row.common) { names.push_back(name); }
    for (const ruleset::Values& contract : row.contracts) {
        for (const auto& [name, value] : contract) { names.push_back(name); }
    }
    return names;
}

bool asks(const DocumentQuestion& question, const std::string& figure) {
    const auto& figures = question.asked.figures;
    return std::any_of(figures.begin(), figures.end(), [&](const std::string& one) {
        return definition_of(question, one) == definition_of(question, figure);
    });
}

/// The inputs that a question lacks for a figure, by bare name.
std::vector<std::string> names_missing(const DocumentQuestion& question,
                                       const std::string& figure) {
    const auto& rules = *question.rules->rules();
    const auto package = ruleset::find_package(rules, question.rules->package());
    std::vector<std::string> names;
    for (const auto id : ruleset::missing_inputs(rules, *package, definition_of(question, figure),
                                                 names_given(question.asked.row))) {
        names.push_back(rules.definitions[id].name);
    }
    return names;
}

/// The question that a figure was asked by, or the first that can answer it.
Result<const DocumentQuestion*> question_about(const Document& document, const Questions& questions,
                                               const std::string& figure) {
    for (const DocumentQuestion& one : questions) {
        const auto unknown = unknown_names(one.rules->rules(), one.rules->package(), {figure});
        if (!unknown.empty()) { return unknown; }
        if (asks(one, figure)) { return &one; }
    }
    for (const DocumentQuestion& one : questions) {
        if (names_missing(one, figure).empty()) { return &one; }
    }
    return Diagnostics{
        problem("I512",
                "`" + figure + "` is no figure of " + document.key + ": it needs " +
                    ruleset::listed_names(names_missing(questions.front(), figure)) +
                    ", which was not asked about",
                "`mutua explain " + document.kind + " " + document.key + "` lists the figures")};
}

/// The contract whose figure is meant.
Result<std::size_t> contract_of(const Document& document, const DocumentQuestion& question,
                                const DocumentOptions& options) {
    const auto& definition =
        question.rules->rules()->definitions[definition_of(question, options.figure)];
    const auto& contracts = question.asked.contracts;
    if (definition.scope == ruleset::Scope::contract && !contracts.empty()) {
        return chosen_row(contracts, options.how.row,
                          "the " + counted(contracts.size(), "contract") + " of " + document.key);
    }
    if (options.how.row.empty()) { return std::size_t{0}; }
    return Diagnostics{problem("U149",
                               "--row: `" + options.figure + "` has one value in " + document.key,
                               "leave --row out")};
}

Result<std::string> explained(const Context& context, const Document& document,
                              const Questions& questions, const DocumentOptions& options) {
    const auto question = question_about(document, questions, options.figure);
    if (!question) { return question.error(); }
    const auto contract = contract_of(document, **question, options);
    if (!contract) { return contract.error(); }
    ruleset::ExplainOptions how{options.how.depth, *contract, context.language};
    how.contracts = (*question)->asked.contracts;
    ruleset::Calculator calculator{(*question)->rules->rules()};
    return answer_to({(*question)->rules->package(), options.figure, how, options.how.why_not,
                      options.how.next, context.json ? Format::json : Format::text},
                     calculator, (*question)->asked.row);
}

/// What does not apply has no value.
std::string for_programs(const ruleset::Figure& figure) {
    return figure.applicable ? ruleset::to_string(figure.value) : "";
}

/// A line for each value of a figure; of several contracts it says how to ask for one.
void list_figure(const Context& context, const DocumentQuestion& question,
                 const std::string& figure, const std::vector<ruleset::Figure>& values,
                 tabular::TextTable& table) {
    const auto& rules = question.rules->rules();
    const auto& type = rules->definitions[definition_of(question, figure)].type;
    std::string label = ruleset::label(rules, question.rules->package(), figure, context.language);
    if (label == figure) { label.clear(); }
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::string row = values.size() > 1 ? " --row " + question.asked.contracts.at(i) : "";
        const std::string value = context.json           ? for_programs(values[i])
                                  : values[i].applicable ? ruleset::shown(values[i].value, type)
                                                         : "not applicable";
        table.add({question.asked.part, figure + row, value, label});
    }
}

ExitCode list_figures(const Context& context, const Document& document,
                      const Questions& questions) {
    using tabular::Align;
    using tabular::Width;
    tabular::TextTable table{{{"part", "Part"},
                              {"figure", "Figure"},
                              {"value", "Value", Align::right, Width::cut},
                              {"label", "Label", Align::left, Width::wrapped}}};
    std::set<std::string> listed;
    for (const DocumentQuestion& question : questions) {
        const auto outcome = question.rules->ask(question.asked.figures, question.asked.row);
        require(outcome.ok(), "what a document asked is answered again");
        for (const std::string& figure : question.asked.figures) {
            if (!listed.insert(figure).second) { continue; }
            list_figure(context, question, figure, outcome.figures.find(figure)->second, table);
        }
    }
    show(context, "figures", table,
         {{document.kind, document.kind, document.key},
          {"ruleset", "rules", questions.front().rules->identity()}});
    return ExitCode::ok;
}

/// Nothing is computed for a declaration before it is accepted.
Result<Questions> questions_of_declaration(service::Replay& replay,
                                           const store::StoredDeclaration& stored) {
    if (stored.acceptance) { return service::questions_of(replay, stored); }
    const std::string key = stored.declaration.code.text();
    if (stored.status == store::DeclarationStatus::rejected) {
        return Diagnostics{problem("I513", key + " was rejected: nothing was computed for it",
                                   "`mutua quote` says what a price would come to")};
    }
    return Diagnostics{problem("I513", key + " is not accepted yet: nothing was computed for it",
                               "`mutua review accept " + key +
                                   "` fixes its figures; `mutua quote` says what a price would "
                                   "come to")};
}

template <typename Named, typename Ask, typename KeyOf>
ExitCode explain_document(const Context& context, const DocumentOptions& options,
                          const std::string& kind, const Named& named, const Ask& ask,
                          const KeyOf& key_of) {
    const Streams streams = streams_of(context);
    const Diagnostics refused = refused_questions(options.how);
    if (!refused.empty()) { return streams.refuse(refused, ExitCode::usage); }
    const FigureOptions& how = options.how;
    const bool about_one = !how.why_not.empty() || how.next || !how.row.empty() || how.depth > 1;
    if (options.figure.empty() && about_one) {
        return streams.refuse({problem("U150", "which figure is meant?",
                                       "name it, `--figure net_pay`; without the other options all "
                                       "are listed")},
                              ExitCode::usage);
    }
    Session session = open_session(context);
    const auto row = named(session, options.key);
    if (!row) { return streams.refuse(row.error()); }
    const service::DocumentTools tools = document_tools();
    service::Replay replay{session.store, session.entity().code, session.workspace.package, tools};
    const auto questions = ask(replay, *row);
    if (!questions) { return streams.refuse(questions.error()); }
    const Document document{kind, key_of(*row)};
    if (options.figure.empty()) { return list_figures(context, document, *questions); }
    const auto answer = explained(context, document, *questions, options);
    if (!answer) { return streams.refuse(answer.error()); }
    context.out << *answer;
    return ExitCode::ok;
}

ExitCode explain_payslip(const Context& context, const DocumentOptions& options) {
    return explain_document(
        context, options, "payslip", payslip_named,
        [](auto& replay, const store::PayslipRow& row) {
            return service::questions_of(replay, row);
        },
        [](const store::PayslipRow& row) { return mutua::to_string(row.id); });
}

/// One answer cannot speak for several declarations: the first is explained, the others are named.
void tell_collective(const Context& context, const store::InvoiceRow& row,
                     const Questions& questions) {
    constexpr std::string_view begin = "price ";
    std::vector<std::string> others;
    std::string first;
    for (const DocumentQuestion& question : questions) {
        if (!question.asked.part.starts_with(begin)) { continue; }
        std::string code = question.asked.part.substr(begin.size());
        if (first.empty()) {
            first = std::move(code);
        } else {
            others.push_back(std::move(code));
        }
    }
    if (others.empty()) { return; }
    context.err << fmt::format(
        "{} is a collective invoice: the figures are those of {}; `mutua explain declaration {}` "
        "{}. Its VAT is computed on the sum of each rate.\n",
        row.number.text(), first, others.front(),
        others.size() == 1 ? "has the rest"
                           : fmt::format("and {} more have the rest", others.size() - 1));
}

ExitCode explain_invoice(const Context& context, const DocumentOptions& options) {
    return explain_document(
        context, options, "invoice",
        [&context](Session& session, const std::string& key) {
            const auto note =
                store::CreditNoteRepository{session.store, session.entity().code}.find(
                    InvoiceNumber{key});
            if (!note) { return invoice_named(session, key); }
            context.err << key << " takes back invoice " << note->credits.text()
                        << ", whole: its figures are those of the invoice.\n";
            return invoice_named(session, note->credits.text());
        },
        [&context](auto& replay, const store::InvoiceRow& row) {
            auto questions = service::questions_of(replay, row);
            if (questions) { tell_collective(context, row, *questions); }
            return questions;
        },
        [](const store::InvoiceRow& row) { return row.number.text(); });
}

ExitCode explain_declaration(const Context& context, const DocumentOptions& options) {
    return explain_document(
        context, options, "declaration", declaration_named, questions_of_declaration,
        [](const store::StoredDeclaration& stored) { return stored.declaration.code.text(); });
}

}  // namespace

void add_explain_document(const Command& explain, Chosen& chosen) {
    const auto add = [&](const std::string& name, const std::string& about, const std::string& key,
                         const std::string& example, auto work) {
        auto options = std::make_shared<DocumentOptions>();
        const Command command = explain.command(name, about);
        command.example(example);
        command.option("ID", options->key, key).required();
        command.option("--figure", options->figure, "The figure to explain (default: list them)");
        add_figure_options(command, options->how,
                           "Which contract, where there are several: its name or number");
        command.calls([&chosen, options, work] {
            chosen.work = [options, work](const Context& context) {
                return work(context, *options);
            };
        });
    };
    add("payslip", "Where a figure of a payslip comes from", "PAY-17",
        "mutua explain payslip PAY-17 --figure net_pay --depth 2", explain_payslip);
    add("invoice", "Where a figure of an invoice comes from", "Its number, 2026-000001",
        "mutua explain invoice 2026-000001 --figure vat_rate", explain_invoice);
    add("declaration", "Where a figure of an accepted declaration comes from",
        "Its key, as in `mutua review list`",
        "mutua explain declaration A-1 --figure salary_budget", explain_declaration);
}

}  // namespace mutua::cli
