#include "cli/import_checks.hpp"

#include "engine/core/nearest.hpp"
#include "engine/service/declared_hours.hpp"
#include "engine/service/late_work.hpp"
#include "engine/settlement/plan_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace mutua::cli {

namespace {

using Batch = tabular::ImportBatch<cooperative::Declaration>;
using Row = tabular::ImportedRow<cooperative::Declaration>;

/// What the store knows that a declaration is judged by, looked up once.
struct Known {
    std::map<std::string, cooperative::MemberVersions> members;
    std::map<std::string, cooperative::Client> clients;
    service::PaidMonths paid;
    service::DeclaredHours hours;
};

Known known_facts(Session& session, store::FactRepository& facts) {
    const EntityCode& entity = session.entity().code;
    Known known{{}, {}, {session.store, entity}, {session.store, entity}};
    for (auto& versions : facts.members()) {
        std::string code = versions.front().member.code.text();
        known.members.emplace(std::move(code), std::move(versions));
    }
    for (auto& client : facts.clients()) { known.clients.emplace(client.code.text(), client); }
    return known;
}

template <typename Party>
const Party* find(const std::map<std::string, Party>& parties, const std::string& code,
                  const Batch& batch, Row& row, const char* column, const char* noun,
                  const char* message_code, Told told) {
    const auto found = parties.find(code);
    if (found != parties.end()) { return &found->second; }
    std::vector<std::string> codes;
    for (const auto& [known, party] : parties) { codes.push_back(known); }
    row.diagnostics.push_back(batch.finding(row, column, Severity::error, message_code,
                                            fmt::format("no {} `{}`", noun, code),
                                            unknown_party_help(noun, code, codes, told)));
    return nullptr;
}

/// What the rules say, at the columns it is about.
void add_findings(const Batch& batch, Row& row,
                  const std::vector<settlement::CheckFinding>& findings, const Context& context,
                  WorkBegun work_begun) {
    for (const settlement::CheckFinding& finding : findings) {
        const bool begun = finding.rule == "work_has_begun";
        const Severity severity =
            begun && work_begun == WorkBegun::error ? Severity::error : finding.severity;
        const CheckText text = check_text(finding, context.language);
        row.diagnostics.push_back(
            batch.finding(row, finding.field, severity, finding.code, text.message, text.help));
    }
}

/// What the rules cannot compute, at the column that its message begins with.
void add_fault(const Batch& batch, Row& row, const Diagnostic& fault) {
    std::string_view column = "declaration_id";
    std::string message = fault.message;
    for (const tabular::Column& known : batch.source->columns()) {
        if (!message.starts_with(std::string{known.name} + ": ")) { continue; }
        column = known.name;
        message.erase(0, column.size() + 2);
        break;
    }
    row.diagnostics.push_back(
        batch.finding(row, column, Severity::error, fault.code, message, fault.help));
}

/// An error that keeps a value from being known. A date that stands twice and a key that stands
/// twice are wrong, and known all the same.
bool hides_value(const Diagnostic& found) {
    return found.severity == Severity::error && found.code != "I112" && found.code != "I301";
}

/// True when what stands in a field is not known. Findings begin with the name of their column.
bool is_unread(const Row& row, const std::string& column) {
    return std::any_of(row.diagnostics.begin(), row.diagnostics.end(),
                       [&](const Diagnostic& found) {
                           return hides_value(found) && found.message.starts_with(column + ": ");
                       });
}

const cooperative::Declaration& declaration_of(const Row& row) {
    return row.fact ? *row.fact : *row.draft;
}

/// The values of a declaration that may be judged: those of its sound fields.
ruleset::Values known_values(const settlement::Rulebook& rules, Known& known, const Row& row,
                             const cooperative::Member* member, const cooperative::Client* client,
                             const Context& context) {
    cooperative::Declaration draft = declaration_of(row);
    const bool has_dates = !draft.work_dates.empty() && !is_unread(row, "work_dates");
    if (!has_dates) { draft.work_dates = {context.today}; }
    auto values = settlement::declaration_values(
        draft, client != nullptr ? *client : cooperative::Client{}, context.today);
    if (client != nullptr) { values.merge(settlement::invoicing_values(rules, draft, *client)); }
    const auto forget = [&](bool is_known, std::initializer_list<const char*> names) {
        if (is_known) { return; }
        for (const char* name : names) { values.erase(name); }
    };
    forget(!is_unread(row, "price"), {"price"});
    forget(!is_unread(row, "expenses"), {"expenses"});
    forget(!is_unread(row, "hours"), {"hours"});
    forget(!is_unread(row, "description"), {"description_length"});
    // Without the client, what it says of VAT would be judged by the rules' defaults.
    forget(client != nullptr && !is_unread(row, "vat_treatment"),
           {"requested_vat_treatment", "vat_reason_given", "client_kind", "client_country",
            "client_has_vat_number", "client_vat_country"});
    forget(!is_unread(row, "place_country"), {"place_country"});
    forget(!is_unread(row, "service_nature"), {"service_nature"});
    if (member != nullptr) {
        values.merge(settlement::member_values(*member, month_of(draft.work_dates.back())));
        values.merge(settlement::other_hours_values(rules, *member, known.hours.beside(draft)));
    }
    forget(has_dates, {"work_days", "first_work_date", "last_work_date", "days_in_month",
                       "weekdays_in_month", "other_hours_of_month", "other_hours_of_year",
                       "other_whole_hours_of_year", "other_hours_of_day"});
    return values;
}

/// Judges what is sound in a declaration that is wrong elsewhere, each check by itself.
void judge_parts(settlement::Rulebook& rules, Known& known, const Batch& batch, Row& row,
                 const cooperative::Member* member, const cooperative::Client* client,
                 const Context& context, WorkBegun work_begun) {
    auto findings = settlement::known_findings(
        rules, known_values(rules, known, row, member, client, context), context.today);
    std::erase_if(findings, [&](const settlement::CheckFinding& finding) {
        const bool about_vat = finding.field.starts_with("vat_");
        return is_unread(row, finding.field) ||
               (about_vat && (client == nullptr || is_unread(row, "vat_treatment")));
    });
    add_findings(batch, row, findings, context, work_begun);
}

/// Judges a whole declaration of known people.
void judge_whole(settlement::Rulebook& rules, Known& known, const settlement::QuoteRequest& request,
                 const Batch& batch, Row& row, const Context& context, WorkBegun work_begun) {
    const auto assessed = settlement::assess(rules, request);
    if (assessed) {
        add_findings(batch, row, assessed->findings, context, work_begun);
        return;
    }
    // What cannot be computed hides no check that can be made without it.
    judge_parts(rules, known, batch, row, &request.member, &request.client, context, work_begun);
    for (const Diagnostic& fault : assessed.error()) { add_fault(batch, row, fault); }
}

void judge(settlement::Rulebook& rules, Known& known, const Batch& batch, Row& row,
           const Context& context, WorkBegun work_begun) {
    const cooperative::Declaration& declaration = declaration_of(row);
    const bool is_whole = std::none_of(row.diagnostics.begin(), row.diagnostics.end(), hides_value);
    std::optional<cooperative::Member> member;
    const cooperative::Client* client = nullptr;
    const Told told = work_begun == WorkBegun::error ? Told::member : Told::back_office;
    if (!is_unread(row, "member_id")) {
        const auto* versions = find(known.members, declaration.member.text(), batch, row,
                                    "member_id", "member", "I501", told);
        const bool has_month = !declaration.work_dates.empty() && !is_unread(row, "work_dates");
        if (versions != nullptr) {
            member = has_month ? cooperative::employed(*versions, declaration)
                               : cooperative::member_on(*versions, context.today);
        }
    }
    if (!is_unread(row, "client_id")) {
        client = find(known.clients, declaration.client.text(), batch, row, "client_id", "client",
                      "I502", told);
    }
    if (is_whole && member && client != nullptr) {
        judge_whole(rules, known,
                    {declaration, *member, *client, context.today, known.hours.beside(declaration)},
                    batch, row, context, work_begun);
        if (const auto late = known.paid.finding(declaration, member->worker_category)) {
            add_findings(batch, row, {*late}, context, work_begun);
        }
        return;
    }
    if (row.fact) { row.reject(); }
    judge_parts(rules, known, batch, row, member ? &*member : nullptr, client, context, work_begun);
}

}  // namespace

std::string one_way_a_line(std::string ways) {
    for (std::size_t at = ways.find("; "); at != std::string::npos; at = ways.find("; ", at)) {
        const std::size_t end = ways.find_last_not_of(' ', at - 1) + 1;
        ways.replace(end, at + 2 - end, "\n");
        at = end;
    }
    return ways;
}

CheckText check_text(const settlement::CheckFinding& finding, const std::string& language) {
    const std::string& label = finding.message.in(language);
    if (finding.rule.empty()) { return {label, ""}; }
    settlement::CheckParts parts = settlement::parts_of(label);
    return {std::move(parts.message), one_way_a_line(std::move(parts.help))};
}

Diagnostic as_diagnostic(const settlement::CheckFinding& finding, const std::string& language) {
    CheckText text = check_text(finding, language);
    Diagnostic told =
        problem(finding.code, finding.field + ": " + text.message, std::move(text.help));
    told.severity = finding.severity;
    return told;
}

std::string unknown_party_help(const std::string& noun, const std::string& code,
                               const std::vector<std::string>& known, Told told) {
    const std::string meant = mutua::did_you_mean(code, known);
    if (!meant.empty()) { return meant; }
    if (told == Told::member) {
        return fmt::format("ask the back office, which brings {}s in, for the code", noun);
    }
    return fmt::format("`mutua import {}s FILE` brings {}s in", noun, noun);
}

CommandFailure unknown_party(const std::string& noun, const std::string& message_code,
                             const std::string& code, const std::vector<std::string>& known) {
    return {ExitCode::bad_input,
            fmt::format("error {}: no {} `{}`\n  = help: {}", message_code, noun, code,
                        unknown_party_help(noun, code, known, Told::member))};
}

tabular::ImportOptions import_words(const settlement::Rulebook& rules, Date today) {
    const auto words = [&](const char* input) {
        return ruleset::enum_items(rules.rules(), rules.package(), input);
    };
    tabular::ImportOptions options;
    options.today = today;
    options.worker_categories = words("worker_category");
    options.households = words("household");
    options.claim_kinds = words("claim");
    options.client_kinds = words("client_kind");
    options.vat_treatments = words("requested_vat_treatment");
    // What an empty cell stands for is not written.
    std::erase(options.vat_treatments, "by_rules");
    options.service_natures = words("service_nature");
    return options;
}

void check_declarations(Session& session, Batch& batch, const Context& context,
                        WorkBegun work_begun) {
    // With an unreadable header nobody knows which cell is which.
    if (has_error(batch.diagnostics)) { return; }
    store::FactRepository facts{session.store, session.entity().code};
    Known known = known_facts(session, facts);
    const auto progress = progress_line(context, "checking");
    std::size_t done = 0;
    for (Row& row : batch.rows) {
        progress(++done, batch.rows.size());
        if (row.fact) {
            const auto stored = facts.declaration(row.fact->code);
            if (stored && stored->content_hash == to_hex(row.content_hash)) { continue; }
        } else if (row.state != tabular::RowState::bad || !row.draft) {
            continue;
        }
        judge(session.rules, known, batch, row, context, work_begun);
        if (has_error(row.diagnostics)) { row.reject(); }
        if (row.fact) { known.hours.add(*row.fact); }
    }
}

}  // namespace mutua::cli
