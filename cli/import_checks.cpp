#include "cli/import_checks.hpp"

#include "engine/ruleset/syntax/nearest.hpp"

#include <fmt/format.h>

namespace mutua::cli {

namespace {

using Batch = tabular::ImportBatch<cooperative::Declaration>;
using Row = tabular::ImportedRow<cooperative::Declaration>;

/// Members and clients of the store, looked up once.
struct Known {
    std::map<std::string, cooperative::Member> members;
    std::map<std::string, cooperative::Client> clients;
};

Known known_parties(store::FactRepository& facts) {
    Known known;
    for (auto& member : facts.members()) { known.members.emplace(member.code.text(), member); }
    for (auto& client : facts.clients()) { known.clients.emplace(client.code.text(), client); }
    return known;
}

template <typename Party>
const Party* find(const std::map<std::string, Party>& parties, const std::string& code,
                  const Batch& batch, Row& row, const char* column, const char* noun,
                  const char* message_code) {
    const auto found = parties.find(code);
    if (found != parties.end()) { return &found->second; }
    std::vector<std::string> codes;
    for (const auto& [known, party] : parties) { codes.push_back(known); }
    std::string help = ruleset::did_you_mean(code, codes);
    if (help.empty()) { help = fmt::format("import the {} first", noun); }
    row.diagnostics.push_back(batch.finding(row, column, Severity::error, message_code,
                                            fmt::format("no {} `{}`", noun, code), help));
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
        row.diagnostics.push_back(batch.finding(row, finding.field, severity, finding.code,
                                                finding.message.in(context.language), ""));
    }
}

void judge(settlement::Rulebook& rules, const Known& known, const Batch& batch, Row& row,
           const Context& context, WorkBegun work_begun) {
    const auto& declaration = *row.fact;
    const auto* member =
        find(known.members, declaration.member.text(), batch, row, "member_id", "member", "I501");
    const auto* client =
        find(known.clients, declaration.client.text(), batch, row, "client_id", "client", "I502");
    if (member == nullptr || client == nullptr) { return; }
    const auto assessed = settlement::assess(rules, {declaration, *member, *client, context.today});
    if (assessed) {
        add_findings(batch, row, assessed->findings, context, work_begun);
        return;
    }
    for (const Diagnostic& fault : assessed.error()) {
        row.diagnostics.push_back(batch.finding(row, "declaration_id", Severity::error, fault.code,
                                                fault.message, fault.help));
    }
}

}  // namespace

tabular::ImportOptions import_words(const settlement::Rulebook& rules, Date today) {
    const auto words = [&](const char* input) {
        return ruleset::enum_items(rules.rules(), rules.package(), input);
    };
    tabular::ImportOptions options;
    options.today = today;
    options.worker_categories = words("worker_category");
    options.households = words("household");
    options.client_kinds = words("client_kind");
    options.vat_treatments = words("requested_vat_treatment");
    // What an empty cell stands for is not written.
    std::erase(options.vat_treatments, "by_rules");
    return options;
}

void check_declarations(Session& session, Batch& batch, const Context& context,
                        WorkBegun work_begun) {
    store::FactRepository facts{session.store, session.entity().code};
    const Known known = known_parties(facts);
    const auto progress = progress_line(context, "checking");
    std::size_t done = 0;
    for (Row& row : batch.rows) {
        progress(++done, batch.rows.size());
        if (row.state != tabular::RowState::good) { continue; }
        const auto stored = facts.declaration(row.fact->code);
        if (stored && stored->content_hash == to_hex(row.content_hash)) { continue; }
        judge(session.rules, known, batch, row, context, work_begun);
        if (has_error(row.diagnostics)) { row.reject(); }
    }
}

}  // namespace mutua::cli
